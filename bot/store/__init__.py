"""The only SQL: tables, migrations, and one module of queries per feature. Knows no Telegram and no law."""
