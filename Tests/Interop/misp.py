"""Reads the feed of a channel with PyMISP as a MISP does that fetches it, and has misp-stix make a MISP event of
the STIX objects of a collection.
"""
import hashlib, json, os, pathlib, ssl, subprocess, sys, uuid, warnings
import urllib.error
import urllib.request

import stix2
from misp_stix_converter import ExternalSTIX2toMISPParser
from pymisp import MISPEvent

warnings.filterwarnings("ignore")


# What misp-stix loads of the objects that stand in a collection (docs/misp.md).
PROFILE = ("identity,indicator,marking-definition,extension-definition,relationship,sighting,observed-data,"
           "domain-name,url,email-addr,ipv4-addr,ipv6-addr,user-account,file")


def opener(node):
    # A member's certificate names the member and no host.
    context = ssl.create_default_context(cafile=node["ca"])
    context.check_hostname = False
    context.load_cert_chain(node["certificate"], node["key"])
    return urllib.request.build_opener(urllib.request.HTTPSHandler(context=context))


def reader(binary, node):
    """As a MISP fetches a feed: a token in a header of its own, and no certificate."""
    said = subprocess.run(
        [binary, "desk", "token", "create", "misp", "--days", "1", "--home", node["home"]],
        check=True, capture_output=True, text=True).stdout.split()
    token = next(word for word in said if word.startswith("touchstone_"))
    context = ssl.create_default_context(cafile=node["ca"])
    context.check_hostname = False
    client = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context))
    client.addheaders = [("Authorization", f"Bearer {token}")]
    return client


def fetch(client, url):
    with client.open(url) as reply:
        return reply.read()


def feed(client, base):
    """Every event of the manifest, checked as PyMISP reads it."""
    manifest = json.loads(fetch(client, f"{base}/manifest.json"))
    events = []
    for name, summary in manifest.items():
        assert uuid.UUID(name).version == 5
        event = MISPEvent()
        event.load(fetch(client, f"{base}/{name}.json"))
        assert event.uuid == name and event.info == summary["info"]
        assert str(event.date) == summary["date"], (event.date, summary)
        assert int(event.timestamp.timestamp()) == int(summary["timestamp"])
        assert event.Orgc.uuid == summary["Orgc"]["uuid"]
        assert event.distribution == 4 and event.SharingGroup.SharingGroupOrg
        assert [tag.name for tag in event.tags], name
        for attribute in event.attributes:
            # What was erased says nothing of itself any more.
            erased = attribute.deleted and attribute.value == "erased"
            assert erased or any(tag.name.startswith("tlp:") for tag in attribute.tags), \
                attribute.to_json()
        # What a MISP would write of it again.
        assert json.loads(event.to_json())["uuid"] == name
        events.append(event)
    lines = fetch(client, f"{base}/hashes.csv").decode().split()
    values = {f"{hashlib.md5(a.value.encode()).hexdigest()},{e.uuid}"
              for e in events for a in e.attributes if not a.deleted}
    assert set(lines) == values, (len(lines), len(values))
    return events


def converted(client, collection):
    """What misp-stix makes of a collection."""
    profile = f"?limit=1000&match%5Btype%5D={PROFILE}"
    objects, query = [], profile
    while True:
        page = json.loads(fetch(client, f"{collection}objects/{query}"))
        objects += page.get("objects", [])
        if not page.get("more"):
            break
        query = f"{profile}&next={page['next']}"
    bundle = stix2.parse({"type": "bundle", "id": f"bundle--{uuid.uuid4()}", "objects": objects},
                         allow_custom=True, interoperability=True)
    parser = ExternalSTIX2toMISPParser()
    parser.load_stix_bundle(bundle)
    parser.parse_stix_bundle()
    errors = {key: sorted(set(map(str, found)))[:5] for key, found in parser.errors.items()}
    assert not errors, errors
    event = parser.misp_event
    reported = [o for o in objects if o["type"] == "indicator"]
    values = {a.value for a in event.attributes} | {
        a.value for o in event.objects for a in o.attributes}
    missing = [o["name"] for o in reported
               if o.get("pattern", "").startswith("[domain-name:value = '")
               and o["pattern"].split("'")[1] not in values]
    assert not missing, missing[:5]
    return len(objects), len(event.attributes) + len(event.objects), parser.warnings


def main(binary, home):
    demo = json.loads(pathlib.Path(home, "demo.json").read_text())
    node = demo["nodes"][0]
    client = opener(node)
    objects, made, told = converted(client, demo["taxiiCollection"])
    print(f"misp-stix makes {made} attributes and objects of {objects} STIX objects, without an error")
    for key, found in told.items():
        print(f"  it remarks on {key}: {sorted(set(map(str, found)))[:3]}")
    events = feed(client, f"{node['deskURL']}/misp/alliance")
    assert events and sum(len(e.attributes) for e in events) > 10
    print(f"PyMISP reads {len(events)} events with {sum(len(e.attributes) for e in events)} attributes")
    # With a token it is the same feed.
    read = feed(reader(binary, node), f"{node['deskURL']}/misp/alliance")
    assert {e.uuid for e in read} >= {e.uuid for e in events}
    # The same event at another member has the same names.
    other = demo["nodes"][1]
    theirs = feed(opener(other), f"{other['deskURL']}/misp/alliance")
    own = {e.uuid: sorted(a.uuid for a in e.attributes) for e in events}
    assert {e.uuid: sorted(a.uuid for a in e.attributes) for e in theirs} == own
    try:
        fetch(opener(other), f"{node['deskURL']}/misp/alliance/manifest.json")
        raise AssertionError("another member reads this member's desk")
    except urllib.error.HTTPError as error:
        assert error.code == 403, error
    print("two members' feeds have the same events")


main(sys.argv[1], sys.argv[2])
