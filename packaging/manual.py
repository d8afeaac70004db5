#!/usr/bin/env python3
"""Writes touchstone(1) from what 'touchstone --experimental-dump-help' says of its commands.

    touchstone --experimental-dump-help | packaging/manual.py 0.1.0 2026-11-26 > touchstone.1
"""

import json
import re
import sys
import textwrap


def escape(text):
    """Text for roff: backslashes and hyphens as they stand, no line taken for a request."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"(?m)^([.'])", r"\\&\1", text)


def wrapped(text):
    """Lines of input: what a reader sees is filled anew."""
    lines = textwrap.wrap(text, 76, break_long_words=False, break_on_hyphens=False)
    return "\n".join(escape(line) for line in lines)


def option(argument):
    names = [
        ("-" if name["kind"] == "short" else "--") + name["name"]
        for name in argument.get("names", [])
    ]
    bold = ", ".join("\\fB" + escape(name) + "\\fR" for name in names)
    value = "\\fI" + escape(argument.get("valueName") or "value") + "\\fR"
    if argument["kind"] == "positional":
        return value
    return bold + (" " + value if argument["kind"] == "option" else "")


def described(argument):
    text = (argument.get("abstract") or "").strip()
    if argument.get("discussion"):
        text += " " + argument["discussion"].strip()
    default = argument.get("defaultValue")
    if default and argument["kind"] != "flag":
        quote = "'" if default in (".", "-") else ""
        text += f" Default: {quote}{default}{quote}."
    values = argument.get("allValueDescriptions") or {}
    listed = argument.get("allValues") or []
    if listed and not values:
        text += " One of " + ", ".join(listed) + "."
    return text.strip()


def synopsis(path, arguments):
    words = ["\\fB" + escape(" ".join(path)) + "\\fR"]
    options = [a for a in arguments if a["kind"] != "positional"]
    for argument in (a for a in options if not a["isOptional"]):
        words.append(option(argument))
    if any(a["isOptional"] for a in options):
        words.append("[\\fIoptions\\fR]")
    for argument in (a for a in arguments if a["kind"] == "positional"):
        word = option(argument) + (" ..." if argument["isRepeating"] else "")
        words.append(f"[{word}]" if argument["isOptional"] else word)
    return " ".join(words)


def paragraphs(text):
    out = []
    for number, paragraph in enumerate(p for p in text.split("\n\n") if p.strip()):
        if number:
            out.append(".PP")
        if paragraph.startswith("Example"):
            # The lines of an example stay lines.
            out += [".nf", escape(paragraph.strip()), ".fi"]
        else:
            out.append(wrapped(paragraph))
    return out


def own(command):
    return [
        a for a in command.get("arguments", [])
        if a.get("shouldDisplay", True)
        and not {n["name"] for n in a.get("names", [])} & {"help", "h", "version"}
    ]


def section(command, path, out):
    path = path + [command["commandName"]]
    children = [c for c in command.get("subcommands", []) if c["commandName"] != "help"]
    if not children:
        out += [f".SS {escape(' '.join(path))}", synopsis(path, own(command))]
        out += [".PP", wrapped(command.get("abstract", ""))]
        if command.get("discussion"):
            out += [".PP"] + paragraphs(command["discussion"])
        for argument in own(command):
            out += [".TP", option(argument), wrapped(described(argument)) or "\\&"]
    for child in children:
        section(child, path, out)


def manual(dump, version, date):
    root = dump["command"]
    out = [
        f'.TH TOUCHSTONE 1 "{date}" "touchstone {version}" "User Commands"',
        ".nh", ".ad l",
        ".SH NAME",
        "touchstone \\- " + wrapped(root["abstract"][0].lower() + root["abstract"][1:]),
        ".SH SYNOPSIS", "\\fBtouchstone\\fR \\fIcommand\\fR [\\fIoptions\\fR]",
        ".SH DESCRIPTION",
    ]
    out += paragraphs(root["discussion"])
    out += [".SH COMMANDS"]
    for child in root["subcommands"]:
        if child["commandName"] != "help":
            section(child, ["touchstone"], out)
    out += [
        ".SH FILES",
        ".TP", "\\fItouchstone.conf\\fR",
        "In the node's folder: settings of \\fBtouchstone serve\\fR, \\fIname\\fR = \\fIvalue\\fR, one a line.",
        ".TP", "\\fI/var/lib/touchstone\\fR",
        "The folder of the node that the systemd unit of this package runs.",
        ".SH ENVIRONMENT",
        ".TP", "\\fBTOUCHSTONE_\\fR\\fINAME\\fR",
        "A setting of \\fBtouchstone serve\\fR, such as TOUCHSTONE_DESK_PORT for \\fB\\-\\-desk\\-port\\fR.",
        ".TP", "\\fBTOUCHSTONE_CONFIG\\fR",
        "A configuration file in the place of \\fItouchstone.conf\\fR in the folder.",
        ".TP", "\\fBHTTPS_PROXY\\fR, \\fBNO_PROXY\\fR",
        "The HTTP proxy for connections to other members, where nothing else names one.",
        ".SH EXIT STATUS",
        ".TP", "0", "Yes.", ".TP", "1", "A negative answer.",
        ".TP", "2", "The command could not find out.", ".TP", "64", "Wrong usage.",
    ]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    sys.stdout.write(manual(json.load(sys.stdin), sys.argv[1], sys.argv[2]))
