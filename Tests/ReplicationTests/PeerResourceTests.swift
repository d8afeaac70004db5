import AllianceNames
import Replication
import Testing
import TransparencyLog

@Suite struct PeerResourceTests {
    @Test("every resource has its one path")
    func paths() throws {
        let origin = try LogOrigin(parsing: "ipacc.example/luxury/lv/e1")
        let partial = BundleCoordinate(index: 1234, width: 44)
        let expected: [(PeerResource, String)] = [
            (.roster(version: nil), "/roster"),
            (.roster(version: 7), "/roster/7"),
            (.frontier(after: nil, wait: 0), "/frontier"),
            (.frontier(after: "a-1", wait: 0), "/frontier?after=a-1"),
            (.frontier(after: nil, wait: 5), "/frontier?wait=5"),
            (.frontier(after: "a-1", wait: 60), "/frontier?after=a-1&wait=60"),
            (.checkpoint(origin), "/log/ipacc.example/luxury/lv/e1/checkpoint"),
            (
                .tile(origin, TileCoordinate(level: 1, index: 0, width: 5)),
                "/log/ipacc.example/luxury/lv/e1/tile/1/000.p/5"
            ),
            (
                .entries(origin, partial),
                "/log/ipacc.example/luxury/lv/e1/tile/entries/x001/234.p/44"
            ),
            (
                .payloads(origin, partial, from: 0),
                "/log/ipacc.example/luxury/lv/e1/payload/x001/234.p/44"
            ),
            (
                .payloads(origin, partial, from: 43),
                "/log/ipacc.example/luxury/lv/e1/payload/x001/234.p/44?from=43"
            ),
            (.object(.zero), "/object/" + String(repeating: "0", count: 64)),
            (
                .object(.zero, from: 67_108_863),
                "/object/" + String(repeating: "0", count: 64) + "?from=67108863"
            ),
            (.snapshotKey(.zero), "/snapshot-key/" + String(repeating: "0", count: 64)),
            (.questions, "/questions"), (.certificate, "/certificate"),
            (.mirrorCheckpoint(oldRoot: nil), "/mirror/add-checkpoint"),
            (
                .mirrorCheckpoint(oldRoot: .zero),
                "/mirror/add-checkpoint?root=" + String(repeating: "0", count: 64)
            ),
            (.mirrorEntries, "/mirror/add-entries"), (.mirrorEvidence, "/mirror/add-evidence"),
            (.wantedObjects(after: nil), "/mirror/wanted-objects"),
            (
                .wantedObjects(after: .zero),
                "/mirror/wanted-objects?after=" + String(repeating: "0", count: 64)
            ),
            (.mirrorObject(.zero), "/mirror/add-object/" + String(repeating: "0", count: 64)),
            (
                .mirrorObject(.zero, from: 1_048_576),
                "/mirror/add-object/" + String(repeating: "0", count: 64) + "?from=1048576"
            ),
            (
                .routedQuestion(MemberID(unchecked: "lv"), deadline: 60_000),
                "/questions/lv?deadline=60000"
            ),
            (.waitingQuestions(wait: 30), "/routed?wait=30"),
            (.routedAnswer("q-1", isRefusal: false), "/routed/q-1/answer"),
            (.routedAnswer("q-1", isRefusal: true), "/routed/q-1/refusal"),
            (.addCheckpoint, "/witness/add-checkpoint"),
            (
                .witnessCheckpoint(.zero),
                "/witness/" + String(repeating: "0", count: 64) + "/checkpoint"
            ),
        ]
        for (resource, path) in expected {
            #expect(resource.path == path)
            #expect(try PeerResource(parsing: path) == resource)
        }
    }

    @Test(
        "a path that is not the one form of a resource is refused",
        arguments: [
            "", "/", "roster", "//roster", "/roster/", "/roster?", "/roster?x", "/roster/0",
            "/roster/01", "/roster/+1", "/roster/1000000000", "/roster/99999999999999999999",
            "/roster/1/2", "/Roster", "/roster#a", "/questions/", "/questions?a",
            "/certificate/", "/certificate?a",
            "/mirror", "/mirror/", "/mirror/add-entries?a", "/mirror/add-checkpoint?root=",
            "/mirror/add-checkpoint?root=00", "/mirror/add-checkpoint/", "/mirror/add-evidence/",
            "/mirror/wanted-objects/", "/mirror/wanted-objects?", "/mirror/wanted-objects?after=",
            "/mirror/wanted-objects?after=00", "/mirror/add-object", "/mirror/add-object/",
            "/mirror/add-object/00", "/mirror/add-object/" + String(repeating: "A", count: 64),
            "/mirror/add-object/" + String(repeating: "0", count: 64) + "?from=0",
            "/mirror/add-object/" + String(repeating: "0", count: 64) + "?from=67108864",
            "/mirror/add-object/" + String(repeating: "0", count: 64) + "/x",
            "/questions/lv", "/questions/?deadline=1", "/questions/lv?deadline=0",
            "/questions/lv?deadline=60001", "/questions/lv?deadline=05",
            "/questions/lv/?deadline=1",
            "/questions/LV?deadline=1", "/questions/../x?deadline=1",
            "/routed", "/routed/", "/routed?wait=0", "/routed?wait=61", "/routed?wait=1&a",
            "/routed/answer", "/routed//answer", "/routed/q-1", "/routed/q-1/other",
            "/routed/q/1/answer", "/routed/q-1/answer?a", "/routed/%41/answer",
            "/witness", "/witness/", "/witness/add-checkpoint/", "/witness/add-checkpoint?a",
            "/witness/00/checkpoint", "/witness/checkpoint",
            "/frontier?", "/frontier/", "/frontier?wait=0", "/frontier?wait=61",
            "/frontier?wait=05", "/frontier?after=", "/frontier?after=a&", "/frontier?after=a/b",
            "/frontier?wait=5&after=a", "/frontier?after=a&after=b", "/frontier?after=%41",
            "/frontier?since=a", "/frontier?after=a&wait=1&x=1",
            "/log", "/log/", "/log/a/b/c/e1", "/log/a/b/c/e1/", "/log/a/b/c/e1/checkpoint/",
            "/log/a/b/c/e1//checkpoint", "/log/a/b/c/e1/checkpoint?a=1",
            "/log//a/b/c/e1/checkpoint",
            "/log/a/b/c/e0/checkpoint", "/log/a/b/c/e01/checkpoint", "/log/a/b/c/../checkpoint",
            "/log/a/b/c/d/e1/checkpoint", "/log/a/../c/e1/checkpoint", "/log/a/./c/e1/checkpoint",
            "/log/%61/b/c/e1/checkpoint", "/log/a/b/c/e1/%2e%2e/checkpoint",
            "/log/a/b/c/e1/..%2fcheckpoint", "/log/a/b/c/e1/tile/0/../../checkpoint",
            "/log/a/b/c/e1/tile/0/000?from=1", "/log/a/b/c/e1/tile/6/000",
            "/log/a/b/c/e1/tile/00/000", "/log/a/b/c/e1/tile/0/0", "/log/a/b/c/e1/tile/0/0000",
            "/log/a/b/c/e1/tile/0/x000/001", "/log/a/b/c/e1/tile/0/000.p/0",
            "/log/a/b/c/e1/tile/0/000.p/256", "/log/a/b/c/e1/tile/0/000.p/05",
            "/log/a/b/c/e1/tile/0/x999/x999/x999/x999/x999/x999/999",
            "/log/a/b/c/e1/tile/entries/000.p/300", "/log/a/b/c/e1/tile/entries/",
            "/log/a/b/c/e1/payload/000?from=0", "/log/a/b/c/e1/payload/000?from=256",
            "/log/a/b/c/e1/payload/000.p/4?from=4", "/log/a/b/c/e1/payload/000?from=01",
            "/log/a/b/c/e1/payload/000?", "/log/a/b/c/e1/payload/000.p/1?from=1",
            "/log/a/b/c/e1/payload/../checkpoint", "/log/a/b/ç/e1/checkpoint",
            "/log/a/b/c\u{0}/e1/checkpoint", "/ro\u{301}ster", "http://h/roster", "*",
            "/evidence?", "/evidence?after=", "/evidence?after=t&wait=1",
            "/evidence/1", "/object/00", "/object", "/object/",
            "/object/" + String(repeating: "A", count: 64),
            "/object/" + String(repeating: "0", count: 65),
            "/object/" + String(repeating: "0", count: 64) + "?from=0",
            "/object/" + String(repeating: "0", count: 64) + "?from=67108864",
            "/object/" + String(repeating: "0", count: 64) + "?",
            "/object/" + String(repeating: "0", count: 64) + "/key",
            "/snapshot-key/00", "/snapshot-key/" + String(repeating: "0", count: 64) + "?from=1",
        ])
    func refusals(path: String) {
        #expect(throws: PeerError.self) { try PeerResource(parsing: path) }
    }

    @Test("a path of the longest length is looked at and a longer one is not")
    func longest() {
        let long = "/roster/" + String(repeating: "1", count: PeerResource.pathBytesMax)
        #expect {
            try PeerResource(parsing: long)
        } throws: { "\($0)".contains("longer than") }
        #expect {
            try PeerResource(parsing: String(long.prefix(PeerResource.pathBytesMax - 1)))
        } throws: { !"\($0)".contains("longer than") }
    }

    @Test("the body limit follows the width that was asked for")
    func bodyLimit() throws {
        let origin = try LogOrigin(parsing: "a/b/c/e1")
        let one = BundleCoordinate(index: 0, width: 1)
        #expect(
            PeerResource.tile(origin, TileCoordinate(level: 0, index: 0, width: 3)).bodyBytesMax
                == 96)
        #expect(PeerResource.entries(origin, one).bodyBytesMax == 65_537)
        #expect(PeerResource.payloads(origin, one).bodyBytesMax == 4 + 16 + 16 * 1024)
        let tail = PeerResource.payloads(origin, BundleCoordinate(index: 0), from: 255)
        #expect(tail.bodyBytesMax == 4 + 16 + 16 * 1024)
    }
}
