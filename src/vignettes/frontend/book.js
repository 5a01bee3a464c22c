// @ts-check
/* A page of the book that holds cases. */

import "./reader.js";
import "./host.js";
import "./reader/case_links.js";
import "./reader/case_print.js";
