"""Which kind of content is read and written."""

from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer


class AlwaysJson(BaseContentNegotiation):
    """JSON whatever a program says it accepts: there is nothing else."""

    def select_parser(self, request, parsers: list[BaseParser]) -> BaseParser | None:
        sent = request.content_type.partition(";")[0].strip().lower()
        return next((each for each in parsers if each.media_type == sent), None)

    def select_renderer(self, request, renderers: list[BaseRenderer], format_suffix=None):
        return renderers[0], renderers[0].media_type
