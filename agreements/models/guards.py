"""What is agreed stays as it is, whoever writes: triggers beside the acts' own checks."""

import pgtrigger
from django.db.models import F, Q

OF_VERSION = "{row}.version_id"


def written_in_drafts(name: str, version_id: str = OF_VERSION) -> list:
    """Triggers for rows a version says: INSERT, UPDATE and DELETE are refused once it is no draft.

    `version_id` is SQL for the version a row belongs to; `{row}` stands for OLD or NEW.
    """
    found = "EXISTS (SELECT 1 FROM agreements_version v WHERE v.id = {} AND v.state <> 'draft')"
    old, new = (found.format(version_id.format(row=row)) for row in ("OLD", "NEW"))
    words = "terms are written in drafts only; what is proposed or in force is never edited"
    return [
        pgtrigger.Trigger(
            name=f"{name}_in_drafts_only",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            func=f"""
                IF TG_OP <> 'INSERT' THEN
                    IF {old} THEN RAISE EXCEPTION '{words}'; END IF;
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                IF {new} THEN RAISE EXCEPTION '{words}'; END IF;
                RETURN NEW;
            """,
        )
    ]


def never_edited_in_force() -> list:
    """For versions themselves: in force only their end moves, and none is deleted once it was no draft."""
    return [
        pgtrigger.Trigger(
            name="version_in_force_stays",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__state="in_force"),
            func="""
                IF to_jsonb(OLD) - 'to_date' IS DISTINCT FROM to_jsonb(NEW) - 'to_date' THEN
                    RAISE EXCEPTION 'a version in force is never edited';
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Protect(
            name="version_stays",
            operation=pgtrigger.Delete,
            condition=~pgtrigger.Q(old__state="draft"),
        ),
    ]


def never_changed_once(name: str, *states: str) -> list:
    """For rows with a state: in one of these nothing about them changes any more."""
    return [
        pgtrigger.Protect(
            name=f"{name}_final_stays",
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__state__in=states),
        )
    ]


def accepted_by_another() -> Q:
    """Who approves for the licensor does not accept for the partner.

    Versions of the time before there was acceptance were accepted in the moment they were approved.
    """
    return Q(accepted_by=None) | ~Q(accepted_by=F("approved_by")) | Q(accepted_at=F("approved_at"))
