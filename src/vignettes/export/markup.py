"""XML elements as text, for formats whose content is HTML that is XML as well."""

from __future__ import annotations

from html import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(tag: str, *content: str, **attributes: object) -> str:
    """Return one element. `_` in the name of an attribute is written `-`, a last one left out.

    `content` is markup and stands there as it is; the values of attributes are text and are escaped.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"' for name, value in attributes.items()
    )
    body = "".join(content)
    return f"<{tag}{written}>{body}</{tag}>" if body else f"<{tag}{written}/>"


def _value(value: object) -> str:
    return escape(str(value).lower() if isinstance(value, bool) else str(value))
