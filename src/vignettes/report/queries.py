"""What the analysis asks the database. One thread and sorted tables make every sum the same each time."""

from __future__ import annotations

OTHERS = 5
"""Items that a learner must have answered beside this one to count for its correlations."""
GROUP = 0.27
"""The strongest and the weakest share (T. L. Kelley, J. Educ. Psychol. 1939;30:17–24)."""

PLACED = f"""
CREATE TABLE means AS SELECT item, avg(score) AS mean FROM first GROUP BY item;
CREATE TABLE strengths AS
SELECT learner, sum(score - mean) AS above, count(*) AS n
FROM first JOIN means USING (item) JOIN items USING (item)
WHERE measures = 1 GROUP BY learner;
CREATE TABLE placed AS
WITH rested AS (
  SELECT first.*,
    CASE
      WHEN measures = 1 AND n > {OTHERS} THEN (above - (score - mean)) / (n - 1)
      WHEN measures = 0 AND n >= {OTHERS} THEN above / n
    END AS rest
  FROM first JOIN means USING (item) JOIN items USING (item) LEFT JOIN strengths USING (learner)
),
ordered AS (
  SELECT *,
    row_number() OVER (PARTITION BY item ORDER BY rest DESC NULLS LAST, learner) AS place,
    count(rest) OVER (PARTITION BY item) AS n,
    ceil({GROUP} * count(rest) OVER (PARTITION BY item)) AS size
  FROM rested
)
SELECT * EXCLUDE (place, n, size),
  CASE
    WHEN rest IS NULL OR n < 2 * size THEN 0 WHEN place <= size THEN 1 WHEN place > n - size THEN -1 ELSE 0
  END AS third
FROM ordered
"""

ITEMS = """
SELECT item, count(*), avg(score), coalesce(stddev_samp(score), 0), sum(right_)::BIGINT,
  corr(score, rest), count(rest), count(seconds), quantile_cont(seconds, [0.25, 0.5, 0.75]),
  count(later), avg(score) FILTER (later IS NOT NULL), avg(later)
FROM placed GROUP BY item
"""

SURENESS = """
SELECT item, confidence, count(*), sum(right_)::BIGINT FROM placed WHERE confidence > 0
GROUP BY item, confidence ORDER BY item, confidence
"""

PARTS = """
SELECT item, bit, sum(hit)::BIGINT, count(*),
  coalesce(sum(hit) FILTER (third = 1), 0)::BIGINT, count(*) FILTER (third = 1),
  coalesce(sum(hit) FILTER (third = -1), 0)::BIGINT, count(*) FILTER (third = -1),
  corr(hit, rest)
FROM (
  SELECT item, bit, third, rest, ((parts >> bit) & 1)::DOUBLE AS hit
  FROM placed JOIN item_parts USING (item)
)
GROUP BY item, bit ORDER BY item, bit
"""

GROUPS = """
SELECT member, count(*), avg(mean), sum(CASE WHEN mean >= ? THEN 1 ELSE 0 END)::BIGINT
FROM (
  SELECT member, learner, avg(score) AS mean FROM first JOIN members USING (item)
  GROUP BY member, learner HAVING count(*) >= any_value(least)
)
GROUP BY member
"""

RANKED = """
CREATE OR REPLACE TEMP TABLE ranked AS
SELECT item, row_number() OVER (ORDER BY n DESC, item) AS place
FROM (SELECT item, count(learner) AS n FROM wanted LEFT JOIN first USING (item) GROUP BY item);
CREATE OR REPLACE TEMP TABLE lengths AS
SELECT learner, coalesce(max(place) FILTER (place = met), 0) AS length
FROM (
  SELECT learner, place, row_number() OVER (PARTITION BY learner ORDER BY place) AS met
  FROM first JOIN ranked USING (item)
)
GROUP BY learner
"""

LENGTHS = "SELECT length, count(*) FROM lengths GROUP BY length ORDER BY length"

VARIANCES = """
SELECT item, var_samp(score) FROM first JOIN ranked USING (item) JOIN lengths USING (learner)
WHERE place <= ? AND length >= ? GROUP BY item ORDER BY item
"""

TOTAL = """
SELECT coalesce(var_samp(total), 0) FROM (
  SELECT sum(score) AS total FROM first JOIN ranked USING (item) JOIN lengths USING (learner)
  WHERE place <= ? AND length >= ? GROUP BY learner
)
"""

LEARNERS = """
SELECT learner, count(*), avg(score) FILTER (measures = 1), any_value(above) / any_value(strengths.n),
  median(seconds), count(*) FILTER (confidence = 3),
  count(*) FILTER (confidence = 3 AND right_ = 0), count(later)
FROM first JOIN items USING (item) LEFT JOIN strengths USING (learner)
GROUP BY learner ORDER BY learner
"""
