#!/bin/sh
# Prints the text of a web page. POSIX sh and awk, and curl or wget.
#
#   text.sh ADDRESS [LINES]      at most so many lines, all if 0 or left out
#
# Whatever goes wrong is said on stderr, with an exit code other than 0: Gleaner tries again then, as it does with a page.
set -eu

address=${1:?an address is needed}
lines=${2:-0}

# Redirects are not followed: they could lead into the network that this runs in.
page() {
    if command -v curl >/dev/null; then
        curl --fail --silent --show-error --proto '=http,https' --max-time 60 --max-filesize 10000000 -- "$address"
    elif command -v wget >/dev/null; then
        wget -q -O - -T 60 --max-redirect=0 -- "$address"
    else
        echo "neither curl nor wget is here" >&2
        return 69
    fi
}

# Into a variable first: of a pipe, sh tells the exit code of the last command only.
html=$(page)

# One record for each tag with the text behind it. What stands in elements that nobody reads is left out.
printf '%s' "$html" | awk -v most="$lines" '
    BEGIN { RS = "<" }
    NR == 1 { next }
    /^!--/ { comment = 1 }
    comment {
        end = index($0, "-->")
        if (end == 0) { next }
        comment = 0
        line = line substr($0, end + 3)
        next
    }
    {
        end = index($0, ">")
        tag = tolower(substr($0, 1, end - 1))
        sub(/[ \t\r\n\/].*/, "", tag)
        text = substr($0, end + 1)
        if ($0 ~ /^\//) { tag = "/" tolower(substr($0, 2, end - 2)) }
        if (hidden != "") { if (tag == "/" hidden) { hidden = "" } else { next } }
        if (tag ~ /^(script|style|head|nav|footer|noscript|template)$/) { hidden = tag; next }
        if (tag ~ /^\/?(p|div|h[1-6]|li|br|tr|article|section|blockquote|pre)$/) { flush() }
        line = line text
    }
    END { flush() }
    function flush() {
        gsub(/[ \t\r\n]+/, " ", line)
        gsub(/&nbsp;/, " ", line); gsub(/&lt;/, "<", line); gsub(/&gt;/, ">", line)
        gsub(/&quot;/, "\"", line); gsub(/&#39;/, "\047", line); gsub(/&amp;/, "\\&", line)
        sub(/^ /, "", line); sub(/ $/, "", line)
        if (line != "" && (most == 0 || printed < most)) { print line "\n"; printed++ }
        line = ""
    }'
