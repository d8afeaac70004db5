import AllianceNames
import Foundation
import NodeAPI
import Peering
import Replication
import Roster
import TestAlliance
import Testing
import TransparencyLog

/// A witness whose answers are given by the body.
private struct ScriptedWitness: Witnessing {
    var isOne = true

    func isWitness(_ roster: VerifiedRoster) -> Bool { isOne }

    func addCheckpoint(_ request: [UInt8]) throws -> WitnessAnswer {
        switch String(decoding: request, as: UTF8.self) {
        case "good": return .cosigned(Array("\u{2014} w AAAA\n".utf8))
        case "conflict": return .conflict(42)
        case "forked":
            throw PeerProblem(status: 422, keyword: "proof-refused", detail: "No.")
        default: throw Broken()
        }
    }

    func cosigned(_ origin: LogOrigin) throws -> [UInt8]? {
        origin.member.rawValue == "brand" ? Array("a note\n".utf8) : nil
    }

    struct Broken: Error {}
}

@Suite struct PeerWitnessTests {
    private func post(_ body: String, to connection: RawConnection) async throws
        -> RawConnection.Answer
    {
        try await connection.send(
            "POST /witness/add-checkpoint HTTP/1.1\r\nHost: hub\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
        return try #require(await connection.answer())
    }

    @Test(
        "a cosigned checkpoint is 200 with the lines, a conflict 409 with the size in its own type")
    func answers() async throws {
        try await LivePort.with(witness: ScriptedWitness()) { live in
            let connection = try await live.connect("brand")
            let good = try await post("good", to: connection)
            #expect(good.status == 200)
            #expect(good.text == "\u{2014} w AAAA\n")
            let conflict = try await post("conflict", to: connection)
            #expect(conflict.status == 409)
            #expect(conflict.headers["content-type"] == "text/x.tlog.size")
            #expect(conflict.text == "42\n")
            let forked = try await post("forked", to: connection)
            #expect(forked.status == 422)
            #expect(try PeerProblem(parsing: forked.body).keyword == "proof-refused")
            // The connection goes on; a failure of our own tells nothing.
            let broken = try await post("else", to: connection)
            #expect(broken.status == 500)
            #expect(!broken.text.contains("Broken"))
        }
    }

    @Test("who is no witness by the roster offers nothing, nor does a node with an expired one")
    func notOne() async throws {
        try await LivePort.with(witness: ScriptedWitness(isOne: false)) { live in
            let connection = try await live.connect("brand")
            let answer = try await post("good", to: connection)
            #expect(answer.status == 404)
            #expect(try PeerProblem(parsing: answer.body).keyword == "not-offered")
        }
        try await LivePort.with(witness: ScriptedWitness()) { live in
            live.authority.setExpired(true)
            let connection = try await live.connect("brand")
            let answer = try await post("good", to: connection)
            #expect(answer.status == 503)
        }
    }

    @Test("what was cosigned last is shown to readers of the log's channel alone")
    func monitoring() async throws {
        try await LivePort.with(witness: ScriptedWitness()) { live in
            func path(_ origin: LogOrigin) -> String {
                PeerResource.witnessCheckpoint(
                    .sha256(Array(origin.description.utf8))
                ).path
            }
            let (wide, narrow) = (
                try live.alliance.origin("alliance", "brand"),
                try live.alliance.origin("luxury", "brand")
            )
            let brand = try await live.connect("brand")
            #expect(try await brand.get(path(wide)).text == "a note\n")
            #expect(try await brand.get(path(narrow)).text == "a note\n")
            let rival = try await live.connect("rival")
            #expect(try await rival.get(path(wide)).status == 200)
            #expect(try await rival.get(path(narrow)).status == 404)
            #expect(
                try await rival.get(path(live.alliance.origin("alliance", "rival"))).status == 404)
        }
    }

    @Test("the client reads all of it: lines, size, and the refusal's own sentence")
    func client() async throws {
        try await LivePort.with(witness: ScriptedWitness()) { live in
            let client = try live.client("brand")
            let hub = MemberID(unchecked: "hub")
            func send(_ body: String) async throws -> WitnessReply {
                try await client.addCheckpoint(
                    Array(body.utf8), to: hub, deadline: .seconds(1_200))
            }
            #expect(try await send("good") == .cosigned(Array("\u{2014} w AAAA\n".utf8)))
            #expect(try await send("conflict") == .conflict(42))
            #expect(try await send("forked") == .refused(status: 422, detail: "No."))
        }
    }

    @Test("a 409 whose body is no size is not understood")
    func malformedConflict() {
        for body in ["", "\n", "42", "042\n", "42\n\n", "-1\n", "99999999999999999999\n"] {
            #expect(throws: PeerError.self, "\(body)") {
                try WitnessReply(status: 409, body: Array(body.utf8), detail: "")
            }
        }
    }

    @Test("a log's largest witnessed checkpoint goes along, before the newest, and wakes who waits")
    func frontier() throws {
        let board = FrontierBoard(nonce: 1)
        let origin = LogOrigin(
            alliance: AllianceID(unchecked: "a"), channel: .alliance,
            member: MemberID(unchecked: "m"), epoch: Epoch(1))
        func notes(after token: String?) throws -> (String, [String]) {
            let reply = board.reply(
                after: token, channels: [.alliance], rosterVersion: 1, waiter: nil)
            guard case .answer(let answer) = reply else { return ("", []) }
            return (answer.token, answer.checkpoints)
        }
        board.publish([(origin, "new")], witnessed: [origin: "old"])
        let (token, first) = try notes(after: nil)
        #expect(first == ["old", "new"])
        #expect(board.checkpoint(of: origin) == "new")
        board.publish([(origin, "new")], witnessed: [origin: "old"])
        #expect(try notes(after: token).1 == [])
        board.publish([(origin, "new")], witnessed: [:])
        #expect(try notes(after: token).1 == ["new"])
    }
}
