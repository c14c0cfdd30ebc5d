"""The log of a whole office's life holds nothing personal."""

import io
import logging
import re

from bot.simulator.chats import User
from bot.simulator.person import Person
from tests.journeys.silence.log import NEWS, QUESTION, REASON, Log
from tests.support.app import AppFixture, ManualClock
from tests.support.chat import Chat
from tests.support.office import STAFF, open_office, roster

BAD = (
    "nama,nip,status,unit\n"
    "Mangkunegara Salahudin,19850312201001200,PNS,Balitbang/Rahasia\n"
    "Mangkunegara Salahudin,198503122010012001,PNSS,Balitbang/Rahasia\n"
)


def newcomer(app: AppFixture, number: int, phone: str) -> Chat:
    return Chat(app, Person(app.box, User(number, "Anyelir", phone=phone)))


def code_in(chat: Chat) -> str:
    return re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", chat.last.text)[0]


async def lives(app: AppFixture, clock: ManualClock, log: Log) -> None:
    """Everything that an office does, and what goes wrong in one."""
    people = await open_office(app)
    hr, owner, siti, stranger = (people[key] for key in ("hr", "owner", "employee", "stranger"))

    await hr.sends_document("pegawai.csv", BAD.encode())
    hr.shows("perlu dibetulkan")
    await hr.sends_document("pegawai.xlsx", b"PK\x03\x04" + BAD.encode())
    await hr.sends_document("pegawai.csv", BAD.encode("utf-16"))

    await hr.sends(f"/kode {STAFF['absent'].number}")
    code = code_in(hr)
    log.secrets |= {code, code.replace("-", "")}
    bambang = newcomer(app, 7_100_000_701, "+6281399999701")
    await bambang.starts(f"g_{code.replace('-', '')}")
    await bambang.taps("Benar")
    bambang.shows("Selamat bergabung")
    yuni = newcomer(app, 7_100_000_702, STAFF["other"].phone)
    await yuni.shares_contact()
    await yuni.taps("Benar")
    yuni.shows("Selamat bergabung")

    await stranger.shares_contact(siti.person.user)
    await stranger.shares_contact()
    for wrong in ("7F3A-29KQ", code, "2222-2222", "3333-3333", "4444-4444"):
        log.secrets.add(wrong)
        await stranger.sends(wrong)
    stranger.shows("terlalu banyak percobaan")

    await people["claimant"].shares_contact()
    await people["claimant"].taps("Benar")
    await hr.taps("Izinkan pindah")
    hr.shows("Diizinkan")

    # Nobody in HR can be reached; neither can who is to be told of a new role.
    for key in ("hr", "second"):
        people[key].person.blocks_bot()
    await siti.shares_contact()
    await siti.taps("Benar")
    people["auditor"].person.blocks_bot()
    await owner.sends(f"/beri_peran hukum {STAFF['auditor'].number}")
    owner.shows("belum dapat saya kabari")
    for key in ("hr", "second", "auditor"):
        people[key].person.admits_bot()

    await siti.sends(QUESTION)
    await stranger.sends(f"/tanya {QUESTION}")
    await people["hukum"].sends(f"/tangguhkan medsos-tandai {REASON}")
    await people["hukum"].sends("/tak_terjawab")
    for command in ("pegawai", "pegawai siti", "kode semua", "peran", "catatan", "templat"):
        await hr.sends(f"/{command}")
    await hr.sends_document("pegawai.csv", roster("hr", "second", "employee"))
    await hr.taps("Terapkan tanpa keluar")
    await yuni.sends("/profil")
    await yuni.sends("/data_saya")
    await yuni.sends("/hapus_data")
    await yuni.taps("Ya, hapus")
    yuni.shows("Terhapus")

    await hr.sends("/siaran")
    await hr.sends(NEWS)
    await hr.taps("Pratinjau")
    people["auditor"].person.blocks_bot()
    await hr.taps("Kirim")
    await hr.receives("selesai")

    # What the inbox kept is forgotten after some days.
    clock.move(days=3)
    await app.restart()
    assert "finished updates forgotten" in log.text


async def test_a_whole_life_of_an_office_leaves_nothing_personal_in_the_log(app, clock, log):
    await lives(app, clock, log)
    log.is_silent()
    assert "a notice was not delivered: Forbidden" in log.text


async def test_nothing_turns_debugging_on_and_the_libraries_that_tell_too_much_stay_quiet(people, log):
    await people["hr"].sends("/pegawai siti")
    assert logging.getLogger().level == logging.INFO
    known = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    assert [one.name for one in known if one.getEffectiveLevel() < logging.INFO] == []
    # At INFO these write down addresses with the token in them, and statements with their parameters.
    for name in ("httpx", "httpcore", "sqlalchemy", "sqlalchemy.engine", "sqlalchemy.engine.Engine"):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)


async def test_libraries_would_write_questions_down_at_debug_which_is_why_it_is_never_on(app, log):
    """Should this fail, the libraries have learnt to be discreet, and this test may go."""
    seen = io.StringIO()
    handler = logging.StreamHandler(seen)
    logging.getLogger().addHandler(handler)
    for name in ("telegram", "aiosqlite"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    try:
        await app.person().sends(QUESTION)
    finally:
        logging.getLogger().removeHandler(handler)
        for name in ("telegram", "aiosqlite"):
            logging.getLogger(name).setLevel(logging.NOTSET)
    assert "Zulaikha" in seen.getvalue()
