"""Runs OpenTAXII on SQLite behind mutual TLS, with one collection that everybody reads and writes, so
that it has nobody to sign in: opentaxii.py ROOM PORT CERTIFICATE KEY CLIENT-CA ROOT-ID ALIAS PROCESSES

gunicorn is what its documentation runs, with one process; its container runs two. Threads keep
connections open in both.
"""
import os
import pathlib
import signal
import sys

# This file has the name of what it runs, and its folder would be looked through first.
sys.path.pop(0)

room, port, certificate, key, authority, root, alias, processes = sys.argv[1:]
configuration = pathlib.Path(room, "opentaxii.yml")
configuration.write_text(f"""---
domain: "127.0.0.1:{port}"
auth_api:
  class: opentaxii.auth.sqldb.SQLDatabaseAPI
  parameters:
    db_connection: sqlite:///{room}/auth.db
    create_tables: yes
    secret: none
taxii1:
taxii2:
  persistence_api:
    class: opentaxii.persistence.sqldb.Taxii2SQLDatabaseAPI
    parameters:
      db_connection: sqlite:///{room}/data.db
      create_tables: yes
  title: "OpenTAXII"
  max_content_length: 209715200
logging:
  opentaxii: error
  root: error
""")
os.environ["OPENTAXII_CONFIG"] = str(configuration)
from opentaxii.http import app  # noqa: E402

with app.app_context():
    api = app.taxii_server.servers.taxii2.persistence.api
    api.add_api_root(title="root", default=True, is_public=True, api_root_id=root)
    api.add_collection(api_root_id=root, title="posted", alias=alias, is_public=True,
                       is_public_write=True)
# Who starts it may have told it to hear no SIGTERM, and waits for its end after one.
signal.pthread_sigmask(signal.SIG_SETMASK, [])
os.execv(sys.executable, [
    sys.executable, "-m", "gunicorn", "opentaxii.http:app", "--bind", f"127.0.0.1:{port}",
    "--workers", processes, "--worker-class", "gthread", "--threads", "4", "--keep-alive", "60",
    "--timeout", "600", "--log-level", "error", "--certfile", certificate, "--keyfile", key,
    "--ca-certs", authority, "--cert-reqs", "2",
])
