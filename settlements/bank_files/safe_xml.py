"""XML from outside: no document type, no entities, nothing fetched, bounded in size and depth."""

from typing import Final

from lxml import etree

LARGEST: Final = 20 * 2**20
DEEPEST: Final = 64
"""Deeper than any bank's message, far above what recursion anywhere could mind."""


class UnsafeXml(ValueError):
    """`code` is too_large, not_xml, document_type or too_deep; `detail` what the parser said, if anything."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def read_xml(content: bytes) -> etree._Element:
    """The root element; UnsafeXml for everything else."""
    if len(content) > LARGEST:
        raise UnsafeXml("too_large", str(len(content)))
    # Not `collect_ids=False`: it makes libxml2 load the external part of a document type all the same.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as fault:
        raise UnsafeXml("not_xml", str(fault)[:200]) from None
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise UnsafeXml("document_type")
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise UnsafeXml("too_deep", str(DEEPEST))
    return root
