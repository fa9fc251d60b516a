"""What a page offers to do, or says why not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """`fits`: the state allows it. `why_not`: the sentence for a reader who may not; empty: may."""

    fits: bool
    why_not: str

    @property
    def may(self) -> bool:
        return self.fits and not self.why_not
