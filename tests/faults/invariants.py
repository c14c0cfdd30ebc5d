"""What holds for every broadcast that is over, whatever went wrong on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from bot.outbox.model import State
from tests.faults.office import Office, Sent

FINAL = {State.SENT, State.UNREACHABLE, State.REJECTED, State.UNKNOWN, State.EXPIRED, State.CANCELLED}


async def accounted_for(
    office: Office, sent: Sent, *, most_unknown: int = 0, again: Collection[int] = ()
) -> Counter[str]:
    """Waits until it is over and asserts that everybody is in exactly one final state, which is true; nobody
    got it twice but those whom a person sent it `again`. Returns how many are in each state."""
    await office.is_over(sent)
    rows = await office.books.deliveries(sent.number)
    counts = Counter(row.state for row in rows)
    received = office.received(sent)
    assert len(rows) == len({row.chat for row in rows}) == sent.size, counts
    assert set(counts) <= FINAL, counts
    for row in rows:
        times = received[row.chat]
        if row.state == State.SENT:
            assert times >= 1, f"{row.chat} is told as sent and got nothing"
            assert row.message in office.box.chats[row.chat].messages
        elif row.state != State.UNKNOWN:
            assert times == 0, f"{row.chat} got it and is told as {row.state}"
        assert times <= (2 if row.chat in again else 1), f"{row.chat} got it {times} times"
    assert not set(received) - {row.chat for row in rows}
    assert counts[State.UNKNOWN] <= most_unknown, counts
    if sent.expires is not None:
        late = [call for call in office.accepted(sent) if call.at and call.at > sent.expires]
        assert not late, f"{len(late)} arrived after their expiry"
    return counts


async def as_told(office: Office, sent: Sent) -> None:
    """Asserts that the command line tells what the database holds."""
    told = await office.status(sent)
    held = await office.books.counts(sent.number)
    assert {state: count for state, count in told.items() if count} == dict(held)


async def sent_again(office: Office, sent: Sent) -> None:
    """Sends the unknown ones again, as a person would decide, upon which everybody must have got it."""
    rows = await office.books.deliveries(sent.number)
    again = {row.chat for row in rows if row.state == State.UNKNOWN}
    if again:
        await office.netral("broadcast", "resend-unknown", str(sent.number))
    counts = await accounted_for(office, sent, again=again)
    assert counts == {State.SENT: sent.size}
