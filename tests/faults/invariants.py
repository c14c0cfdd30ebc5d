"""What holds for every broadcast that is over, whatever went wrong on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from bot.outbox.model import State
from tests.faults.deployment import Deployment, Sent

FINAL = {State.SENT, State.UNREACHABLE, State.REJECTED, State.UNKNOWN, State.EXPIRED, State.CANCELLED}


async def accounted_for(
    deployment: Deployment, sent: Sent, *, most_unknown: int = 0, again: Collection[int] = ()
) -> Counter[str]:
    """Waits until it is over and asserts that everybody is in exactly one final state, which is true; nobody
    got it twice but those whom a person sent it `again`. Returns how many are in each state."""
    await deployment.is_over(sent)
    rows = await deployment.records.deliveries(sent.number)
    counts = Counter(row.state for row in rows)
    received = deployment.received(sent)
    assert len(rows) == len({row.chat for row in rows}) == sent.size, counts
    assert set(counts) <= FINAL, counts
    for row in rows:
        times = received[row.chat]
        if row.state == State.SENT:
            assert times >= 1, f"{row.chat} is told as sent and got nothing"
            assert row.message in deployment.box.chats[row.chat].messages
        elif row.state != State.UNKNOWN:
            assert times == 0, f"{row.chat} got it and is told as {row.state}"
        assert times <= (2 if row.chat in again else 1), f"{row.chat} got it {times} times"
    assert not set(received) - {row.chat for row in rows}
    assert counts[State.UNKNOWN] <= most_unknown, counts
    if sent.expires is not None:
        late = [call for call in deployment.accepted(sent) if call.at and call.at > sent.expires]
        assert not late, f"{len(late)} arrived after their expiry"
    return counts


async def as_told(deployment: Deployment, sent: Sent) -> None:
    """Asserts that the command line tells what the database holds."""
    told = await deployment.status(sent)
    held = await deployment.records.counts(sent.number)
    assert {state: count for state, count in told.items() if count} == dict(held)


async def sent_again(deployment: Deployment, sent: Sent) -> None:
    """Sends the unknown ones again, as a person would decide, upon which everybody must have got it."""
    rows = await deployment.records.deliveries(sent.number)
    again = {row.chat for row in rows if row.state == State.UNKNOWN}
    if again:
        await deployment.netral("broadcast", "resend-unknown", str(sent.number))
    counts = await accounted_for(deployment, sent, again=again)
    assert counts == {State.SENT: sent.size}
