"""The list of employees in chat: template, upload, preview, apply and undo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from telegram import InlineKeyboardMarkup

from bot.ask.sections import Section
from bot.people.authority import HR
from bot.people.member import Member
from bot.people.roster.compare import Changes, Pair
from bot.people.roster.errors import RosterError
from bot.people.roster.roster_import import Preview
from bot.text.markup import literal
from bot.text.numbers import number
from bot.text.progress import percent
from bot.tg.ask import not_text
from bot.tg.core.buttons import ANYBODY
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard
from bot.tg.core.notifications import tell_hr
from bot.tg.core.phrase import line, paragraph
from bot.tg.people.buttons import APPLY, DROP, SLIPS, TEMPLATE, UNDO
from bot.wording import Wording

MOST_BYTES = 20 * 1024 * 1024
FAULTS_SHOWN = 12
NAMES_SHOWN = 5
# If this share of the staff would leave, HR is warned.
MANY_LEAVE = 0.1
_SHEETS = (".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".txt")


async def on_template(context: Context) -> None:
    """The empty list to fill in."""
    from bot.people.roster.template import template

    await context.hand_over(template(), "templat-pegawai.xlsx", context.words("roster.template"))


async def on_document(context: Context) -> None:
    """A file from HR is a list of employees; from anybody else it is not opened."""
    document = context.message.document if context.message else None
    if document is None or not context.is_private or not context.authority.has(HR) or _is_question(context):
        await not_text.on_other(context)
        return
    if (document.file_size or 0) > MOST_BYTES:
        await context.tell(context.words("roster.too_big"))
        return
    await context.tell(context.words("roster.reading"))
    held = await document.get_file()
    content = BytesIO()
    await held.download_to_memory(content)
    try:
        preview = await context.services.roster_import.check(content.getvalue(), document.file_name or "")
    except RosterError as error:
        await _tell_faults(context, error)
        return
    if preview.changes.is_empty:
        kept = number(preview.changes.unchanged, context.words.language)
        await context.say((line(context.words, "roster.nothing", count=kept),))
        return
    await _offer(context, await context.services.roster_import.keep(preview, context.actor))


async def on_apply(context: Context, draft: str, complete: bool) -> None:
    """Applies the waiting list."""
    if await _needs_another(context, draft):
        await context.acknowledge(context.words("roster.second"), alert=True)
        return
    try:
        done = await context.services.roster_import.confirm(draft, context.actor, complete=complete)
    except RosterError as error:
        await context.show((line(context.words, "roster.refused"),))
        await _tell_faults(context, error)
        return
    if done is None:
        await context.acknowledge(context.words("roster.gone"), alert=True)
        return
    if isinstance(done, Preview) and done.changes.is_empty:
        await context.services.roster_import.drop(done.number or "", context.actor)
        kept = number(done.changes.unchanged, context.words.language)
        await context.show((line(context.words, "roster.nothing", count=kept),))
        return
    if isinstance(done, Preview):
        await context.show((line(context.words, "roster.anew"),))
        if context.services.staff.approval.is_needed(context.authority):
            # The person who pressed is the second person already.
            await context.say(
                tuple(_preview(context.words, done)), _choices(context.words, done, context.user.id)
            )
        else:
            await _offer(context, done)
        return
    shown = (line(context.words, "roster.applied"), *_counts(context.words, done.changes))
    acts = [UNDO.tap(context.user.id, context.words("roster.undo"), done.import_id)]
    if done.changes.added:
        acts.append(SLIPS.tap(context.user.id, context.words("member.slips")))
    await context.show(shown, keyboard(acts))


async def on_drop(context: Context, draft: str) -> None:
    """Drops the waiting list."""
    dropped = await context.services.roster_import.drop(draft, context.actor)
    await context.show((line(context.words, "roster.dropped" if dropped else "roster.gone"),))


async def on_undo(context: Context, import_id: int) -> None:
    """Undoes the newest list."""
    if await context.services.roster_import.undo(import_id, context.actor):
        await context.show((line(context.words, "roster.undone"),))
    else:
        await context.acknowledge(context.words("roster.not_undone"), alert=True)


def _is_question(context: Context) -> bool:
    """Whether the file is no spreadsheet and has a caption, which is then a question."""
    document = context.message.document if context.message else None
    name = (document.file_name or "").casefold() if document else ""
    return bool(context.message and context.message.caption) and not name.endswith(_SHEETS)


async def _needs_another(context: Context, draft: str) -> bool:
    """Whether this list waits for a second person, and this one is the first."""
    policy = context.services.staff.approval
    if not policy.is_needed(context.authority):
        return False
    maker = await context.services.roster_import.maker(draft)
    return maker is not None and not policy.may_decide(maker, context.actor)


async def _offer(context: Context, preview: Preview) -> None:
    """Sends the preview to those who may confirm it."""
    shown = tuple(_preview(context.words, preview))
    if not context.services.staff.approval.is_needed(context.authority):
        await context.say(shown, _choices(context.words, preview, context.user.id))
        return
    drop = DROP.tap(context.user.id, context.words("roster.drop"), preview.number or "")
    hr = context.services.words[context.services.language]
    asked, choices = tuple(_preview(hr, preview)), _choices(hr, preview, ANYBODY)
    reached = await tell_hr(context, asked, choices, but=context.user.id)
    note = paragraph(context.words, "roster.second" if reached else "roster.nobody_second")
    await context.say((*shown, note), keyboard([drop]))


def _choices(words: Wording, preview: Preview, owner: int) -> InlineKeyboardMarkup | None:
    draft = preview.number or ""
    leaving = len(preview.changes.left)
    label = "roster.apply_leaving" if leaving else "roster.apply"
    told = {"count": number(leaving, words.language)} if leaving else {}
    acts = [APPLY.tap(owner, words(label, **told), draft, True)]
    if leaving:
        acts.append(APPLY.tap(owner, words("roster.apply_part"), draft, False))
    return keyboard(acts, [DROP.tap(owner, words("roster.drop"), draft)])


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
            percent=percent(len(changes.left), before),
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
    """Who, and what of his record changes; numbers and telephones only by their name."""
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


async def _tell_faults(context: Context, error: RosterError) -> None:
    faults = [str(fault) for fault in error.faults]
    count = number(len(faults), context.words.language)
    shown = [line(context.words, "roster.faults", count=count)]
    shown += [
        Section("fault", literal(f"• {fault}"), gap=n == 0) for n, fault in enumerate(faults[:FAULTS_SHOWN])
    ]
    await context.say(shown)
    if len(faults) > FAULTS_SHOWN:
        content = "\r\n".join(faults).encode("utf-8-sig")
        await context.hand_over(content, "perbaikan.txt", context.words("roster.all_faults", count=count))


ROUTES = (
    TEMPLATE.handled_by(on_template),
    APPLY.handled_by(on_apply),
    DROP.handled_by(on_drop),
    UNDO.handled_by(on_undo),
)
