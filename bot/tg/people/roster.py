"""The list of employees in chat: the template, a file, its preview, taking it over and taking it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from telegram import InlineKeyboardMarkup

from bot.ask.sections import Section
from bot.people.authority import Role
from bot.people.member import Member
from bot.people.roster.compare import Changes, Pair
from bot.people.roster.errors import RosterError
from bot.people.roster.roster_import import Preview
from bot.text.dates import number
from bot.text.markup import literal
from bot.tg.ask import not_text
from bot.tg.ask.answers import tap
from bot.tg.core.callbacks import ANYBODY, Kind, Press
from bot.tg.core.context import Visit
from bot.tg.core.keyboard import button, keyboard
from bot.tg.core.notifications import tell_hr
from bot.tg.core.phrase import line, paragraph
from bot.wording import Wording

MOST_BYTES = 20 * 1024 * 1024
FAULTS_SHOWN = 12
NAMES_SHOWN = 5
# From this share of the staff on, leaving is no longer the usual coming and going.
MANY_LEAVE = 0.1
_HR = frozenset({Role.HR})
_SHEETS = (".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".txt")


async def on_template(visit: Visit) -> None:
    """The empty list to fill in."""
    from bot.people.roster.template import template

    await visit.hand_over(template(), "templat-pegawai.xlsx", visit.words("roster.template"))


async def on_document(visit: Visit) -> None:
    """A file from HR is a list of employees; from anybody else it is not opened."""
    document = visit.message.document if visit.message else None
    if document is None or not visit.is_private or not visit.authority.has(_HR) or _is_question(visit):
        await not_text.on_other(visit)
        return
    if (document.file_size or 0) > MOST_BYTES:
        await visit.tell(visit.words("roster.too_big"))
        return
    await visit.tell(visit.words("roster.reading"))
    held = await document.get_file()
    content = BytesIO()
    await held.download_to_memory(content)
    try:
        preview = await visit.kit.intake.check(content.getvalue(), document.file_name or "")
    except RosterError as error:
        await _tell_faults(visit, error)
        return
    if preview.changes.is_empty:
        kept = number(preview.changes.unchanged, visit.words.language)
        await visit.say((line(visit.words, "roster.nothing", count=kept),))
        return
    await _offer(visit, await visit.kit.intake.keep(preview, visit.actor))


async def on_apply(visit: Visit) -> None:
    """Takes over the list that waits."""
    draft, complete = visit.args[0], visit.decision()
    if complete is None:
        await visit.is_stale()
        return
    if await _needs_another(visit, draft):
        await visit.acknowledge(visit.words("roster.second"), alert=True)
        return
    try:
        done = await visit.kit.intake.confirm(draft, visit.actor, complete=complete)
    except RosterError as error:
        await visit.show((line(visit.words, "roster.refused"),))
        await _tell_faults(visit, error)
        return
    if done is None:
        await visit.acknowledge(visit.words("roster.gone"), alert=True)
        return
    if isinstance(done, Preview) and done.changes.is_empty:
        await visit.kit.intake.drop(done.number or "", visit.actor)
        kept = number(done.changes.unchanged, visit.words.language)
        await visit.show((line(visit.words, "roster.nothing", count=kept),))
        return
    if isinstance(done, Preview):
        await visit.show((line(visit.words, "roster.anew"),))
        if visit.kit.staff.needs_two and Role.OWNER not in visit.authority.roles:
            # Whoever pressed is the second person already.
            await visit.say(tuple(_preview(visit.words, done)), _choices(visit.words, done, visit.user.id))
        else:
            await _offer(visit, done)
        return
    shown = (line(visit.words, "roster.applied"), *_counts(visit.words, done.changes))
    acts = [tap(visit, visit.words("roster.undo"), Kind.UNDO, str(done.import_id))]
    if done.changes.added:
        acts.append(tap(visit, visit.words("member.slips"), Kind.SLIPS))
    await visit.show(shown, keyboard(acts))


async def on_drop(visit: Visit) -> None:
    """Forgets the list that waits."""
    dropped = await visit.kit.intake.drop(visit.args[0], visit.actor)
    await visit.show((line(visit.words, "roster.dropped" if dropped else "roster.gone"),))


async def on_undo(visit: Visit) -> None:
    """Takes the newest list back."""
    import_id = visit.number()
    if import_id is not None and await visit.kit.intake.undo(import_id, visit.actor):
        await visit.show((line(visit.words, "roster.undone"),))
    else:
        await visit.acknowledge(visit.words("roster.not_undone"), alert=True)


def _is_question(visit: Visit) -> bool:
    """Whether words came along with something that is no spreadsheet."""
    document = visit.message.document if visit.message else None
    name = (document.file_name or "").casefold() if document else ""
    return bool(visit.message and visit.message.caption) and not name.endswith(_SHEETS)


async def _needs_another(visit: Visit, draft: str) -> bool:
    """Whether the office wants a second person, and this one is the first."""
    if not visit.kit.staff.needs_two or Role.OWNER in visit.authority.roles:
        return False
    return await visit.kit.intake.maker(draft) == visit.actor


async def _offer(visit: Visit, preview: Preview) -> None:
    """The preview, to whoever may confirm it."""
    shown = tuple(_preview(visit.words, preview))
    if not visit.kit.staff.needs_two or Role.OWNER in visit.authority.roles:
        await visit.say(shown, _choices(visit.words, preview, visit.user.id))
        return
    drop = tap(visit, visit.words("roster.drop"), Kind.DROP, preview.number or "")
    hr = visit.kit.words[visit.kit.language]
    asked, choices = tuple(_preview(hr, preview)), _choices(hr, preview, ANYBODY)
    reached = await tell_hr(visit, asked, choices, but=visit.user.id)
    note = paragraph(visit.words, "roster.second" if reached else "roster.nobody_second")
    await visit.say((*shown, note), keyboard([drop]))


def _choices(words: Wording, preview: Preview, owner: int) -> InlineKeyboardMarkup | None:
    draft = preview.number or ""
    leaving = len(preview.changes.left)
    label = "roster.apply_leaving" if leaving else "roster.apply"
    told = {"count": number(leaving, words.language)} if leaving else {}
    acts = [button(words(label, **told), Press(Kind.APPLY, owner, (draft, "1")))]
    if leaving:
        acts.append(button(words("roster.apply_part"), Press(Kind.APPLY, owner, (draft, "0"))))
    return keyboard(acts, [button(words("roster.drop"), Press(Kind.DROP, owner, (draft,)))])


def _preview(words: Wording, preview: Preview) -> Iterator[Section]:
    changes = preview.changes
    yield line(words, "roster.preview")
    yield from _counts(words, changes)
    arriving = (*changes.added, *(pair.after for pair in changes.returned))
    yield from _names(words, "roster.added", [_placed(one) for one in arriving])
    yield from _names(words, "roster.changed", [_changed(words, pair) for pair in changes.changed])
    yield from _names(words, "roster.left", [_placed(one) for one in changes.left])
    before = len(changes.left) + len(changes.changed) + changes.unchanged
    if changes.left and len(changes.left) >= before * MANY_LEAVE:
        yield paragraph(
            words,
            "roster.many_leave",
            count=number(len(changes.left), words.language),
            before=number(before, words.language),
            percent=len(changes.left) * 100 // before,
        )
    if preview.roster.ignored:
        yield paragraph(words, "roster.ignored", columns=", ".join(preview.roster.ignored))


def _counts(words: Wording, changes: Changes) -> tuple[Section]:
    counted = {name: number(count, words.language) for name, count in changes.counts.items()}
    return (line(words, "roster.counts", **counted),)


def _names(words: Wording, key: str, names: Sequence[str]) -> Iterator[Section]:
    if not names:
        return
    yield paragraph(words, key)
    yield from (Section("name", literal(f"• {name}")) for name in names[:NAMES_SHOWN])
    if len(names) > NAMES_SHOWN:
        more = number(len(names) - NAMES_SHOWN, words.language)
        yield line(words, "roster.more", count=more)


def _placed(one: Member) -> str:
    return f"{one.name} ({one.place})"


def _changed(words: Wording, pair: Pair) -> str:
    """Who, and what about him; numbers and telephones only by their name."""
    before, after = pair.before, pair.after
    said = [
        f"{words(f'roster.field.{field}')} {old or '–'} → {new or '–'}"
        for field in ("name", "status", "unit", "position", "zone")
        if (old := getattr(before, field)) != (new := getattr(after, field))
    ]
    said += [
        words(f"roster.field.{field}")
        for field in ("number", "phone", "superior", "telegram_id")
        if getattr(before, field) != getattr(after, field)
    ]
    return f"{before.name}: {'; '.join(said)}"


async def _tell_faults(visit: Visit, error: RosterError) -> None:
    faults = [str(fault) for fault in error.faults]
    count = number(len(faults), visit.words.language)
    shown = [line(visit.words, "roster.faults", count=count)]
    shown += [
        Section("fault", literal(f"• {fault}"), gap=n == 0) for n, fault in enumerate(faults[:FAULTS_SHOWN])
    ]
    await visit.say(shown)
    if len(faults) > FAULTS_SHOWN:
        content = "\r\n".join(faults).encode("utf-8-sig")
        await visit.hand_over(content, "perbaikan.txt", visit.words("roster.all_faults", count=count))
