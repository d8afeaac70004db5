import AllianceNames
import AllianceNode
import Foundation
import NodeAPI
import Peering
import Replication
import Roster
import SQLiteStore
import Synchronization
import Testing
import TransparencyLog

@Suite struct StoredWitnessTests {
    private func status(_ body: () throws -> WitnessAnswer) throws -> Int {
        do {
            return try body() == .conflict(0) ? 409 : 200
        } catch let problem as PeerProblem {
            return problem.status
        }
    }

    private func line(_ answer: WitnessAnswer) throws -> String {
        guard case .cosigned(let bytes) = answer else {
            throw PeerProblem(status: 500, keyword: "test", detail: "\(answer)")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("answers 200 with one cosignature line that verifies, and the time of its clock")
    func cosigns() throws {
        let world = try WitnessWorld()
        let witness = try world.witness()
        let log = LeafLog(try world.logSigner(), entries: 700)
        var size = 0
        for next in [0, 1, 255, 256, 257, 700, 700] {
            let answer = try line(witness.addCheckpoint(log.request(from: size, to: next)))
            #expect(answer.hasPrefix("\u{2014} demo/cosigner/w1 ") && answer.hasSuffix("\n"))
            let note = "\(try log.checkpoint(next))\(answer)"
            let verified = try SignedCheckpoint(parsing: note)
                .verified(by: log.signer.verifierKey)
                .cosignatures(by: [try world.cosigner("w1").verifierKey])
            #expect(verified.map(\.timestamp) == [WitnessWorld.start / 1_000 + 1])
            size = next
        }
    }

    @Test("answers 409 with the size, and then takes the proof from there")
    func conflict() throws {
        let world = try WitnessWorld()
        let witness = try world.witness()
        let log = LeafLog(try world.logSigner(), entries: 20)
        _ = try witness.addCheckpoint(log.request(from: 0, to: 7))
        #expect(try witness.addCheckpoint(log.request(from: 0, to: 20)) == .conflict(7))
        #expect(try witness.addCheckpoint(log.request(from: 3, to: 5)) == .conflict(7))
        #expect(try witness.addCheckpoint(log.request(from: 9, to: 20)) == .conflict(7))
        _ = try line(witness.addCheckpoint(log.request(from: 7, to: 20)))
        #expect(try witness.addCheckpoint(log.request(from: 7, to: 20)) == .conflict(20))
    }

    @Test("refuses by the specification's status codes")
    func statuses() throws {
        let world = try WitnessWorld()
        let witness = try world.witness()
        let log = LeafLog(try world.logSigner(), entries: 20)
        let fork = LeafLog(try world.logSigner(), entries: 20, branch: 1)
        _ = try witness.addCheckpoint(log.request(from: 0, to: 7))
        let stranger = try NoteSigner(
            name: world.origin().description, seed: [UInt8](repeating: 1, count: 32))
        let unknown = try NoteSigner(
            name: "demo/alliance/nobody/e1", seed: [UInt8](repeating: 1, count: 32))
        let other = try NoteSigner(
            name: "other.example/log", seed: [UInt8](repeating: 1, count: 32))
        let cases: [(Int, [UInt8])] = [
            (400, []), (400, Array("old 7\n".utf8)),
            (
                400,
                Array(
                    String(decoding: try log.request(from: 7, to: 7), as: UTF8.self)
                        .replacing("old 7", with: "old 8").utf8)
            ),
            (403, try LeafLog(stranger, entries: 9).request(from: 0, to: 9)),
            (404, try LeafLog(unknown, entries: 9).request(from: 0, to: 9)),
            (404, try LeafLog(other, entries: 9).request(from: 0, to: 9)),
            (413, [UInt8](repeating: 0x20, count: AddCheckpointRequest.bytesMax + 1)),
            (422, try fork.request(from: 7, to: 9)), (422, try fork.request(from: 7, to: 7)),
        ]
        for (expected, body) in cases {
            #expect(try status { try witness.addCheckpoint(body) } == expected)
        }
        // None of them has moved it.
        #expect(try witness.addCheckpoint(log.request(from: 0, to: 9)) == .conflict(7))
    }

    @Test("what does not extend what was cosigned is said of a log once in a while")
    func refusedAgain() throws {
        let world = try WitnessWorld()
        let lines = LoggedLines()
        let witness = try world.witness(logger: lines.logger)
        let log = LeafLog(try world.logSigner(), entries: 20)
        let fork = LeafLog(try world.logSigner(), entries: 20, branch: 1)
        _ = try witness.addCheckpoint(log.request(from: 0, to: 7))
        for size in 8...20 {
            let body = try fork.request(from: 7, to: size)
            #expect(try status { try witness.addCheckpoint(body) } == 422)
        }
        #expect(lines.count(of: "a log's checkpoint does not extend what was cosigned") == 1)
    }

    @Test("cosigns no log of its own on request, no log that is frozen, nothing beyond an end")
    func scope() throws {
        let world = try WitnessWorld { draft in
            try draft.remove(
                MemberID(unchecked: "author"),
                logEnds: [
                    LogOrigin(
                        alliance: AllianceID(unchecked: "demo"), channel: .alliance,
                        member: MemberID(unchecked: "author"), epoch: Epoch(1)):
                        .checkpoint(
                            size: 7,
                            root: MerkleHash.root(
                                ofLeaves: (0..<7).map { MerkleHash.leaf(Array("0 \($0)".utf8)) }))
                ])
        }
        let store = InMemoryLogStore()
        let witness = try world.witness(store: store)
        let own = LeafLog(try world.logSigner("w1"), entries: 3)
        #expect(try status { try witness.addCheckpoint(own.request(from: 0, to: 3)) } == 404)
        let ended = LeafLog(try world.logSigner(), entries: 9)
        #expect(try status { try witness.addCheckpoint(ended.request(from: 0, to: 9)) } == 403)
        #expect(try status { try witness.addCheckpoint(ended.request(from: 0, to: 7)) } == 200)
        let forker = LeafLog(try world.logSigner("w2"), entries: 9)
        #expect(try status { try witness.addCheckpoint(forker.request(from: 0, to: 3)) } == 200)
        let origin = world.origin(of: "w2")
        let checkpoint = try forker.checkpoint(3).verified(by: forker.signer.verifierKey)
        try store.believe(checkpoint, for: origin)
        try store.freeze(
            origin,
            ForkFinding(
                origin: origin, contradiction: .twoRoots, believed: CheckpointRecord(checkpoint),
                offered: CheckpointRecord(checkpoint), offeredBy: nil, foundAt: 0))
        #expect(try status { try witness.addCheckpoint(forker.request(from: 3, to: 9)) } == 403)
    }

    @Test("cosigns no log of which it has proof of two histories and holds nothing else")
    func proven() throws {
        let world = try WitnessWorld()
        let store = InMemoryLogStore()
        let witness = try world.witness(store: store)
        let log = LeafLog(try world.logSigner(), entries: 9)
        let other = LeafLog(try world.logSigner(), entries: 9, branch: 1)
        #expect(try status { try witness.addCheckpoint(log.request(from: 0, to: 3)) } == 200)
        let proof = try ForkProof(ofOneSize: log.checkpoint(5), other.checkpoint(5))
        _ = try store.keep(
            EvidenceRecord(
                fork: proof.verified(by: log.signer.verifierKey), shownBy: nil, keptAt: 1))
        #expect(try store.states().isEmpty)
        #expect(try status { try witness.addCheckpoint(log.request(from: 3, to: 9)) } == 403)
    }

    @Test("cosigns nothing with an expired register, without the role, or with another key")
    func standing() throws {
        let world = try WitnessWorld()
        let log = LeafLog(try world.logSigner(), entries: 3)
        let late = WitnessWorld.clock(WitnessWorld.start + 31 * 86_400_000)
        let expired = try world.witness(clock: late)
        #expect(try status { try expired.addCheckpoint(log.request(from: 0, to: 3)) } == 503)
        let two = try WitnessWorld(witnesses: ["w1", "w2"])
        let roster = try #require(two.register(InMemoryLogStore()).newest)
        #expect(try two.witness("w1").isWitness(roster))
        #expect(try !two.witness("w3").isWitness(roster))
        let plain = try two.witness("w3")
        let other = LeafLog(try two.logSigner(), entries: 3)
        #expect(try status { try plain.addCheckpoint(other.request(from: 0, to: 3)) } == 503)
        // The register knows another key of w1 than this one.
        #expect(try !world.witness("w1").isWitness(roster))
    }

    @Test("shows what it cosigned last, with the log's signature and its own")
    func monitoring() throws {
        let world = try WitnessWorld()
        let witness = try world.witness()
        let log = LeafLog(try world.logSigner(), entries: 9)
        #expect(try witness.cosigned(world.origin()) == nil)
        _ = try witness.addCheckpoint(log.request(from: 0, to: 5))
        let shown = try #require(try witness.cosigned(world.origin()))
        let verified = try SignedCheckpoint(parsing: shown).verified(by: log.signer.verifierKey)
        #expect(verified.size == 5)
        #expect(
            try verified.cosignatures(by: [world.cosigner("w1").verifierKey]).count == 1)
    }

    @Test(
        "signs what it shows once a minute, at once where it has cosigned another, and for no clock set back"
    )
    func shownAgain() throws {
        let world = try WitnessWorld()
        let now = Mutex(WitnessWorld.start)
        let witness = try world.witness(clock: WallClock { now.withLock { $0 } })
        let log = LeafLog(try world.logSigner(), entries: 9)
        _ = try witness.addCheckpoint(log.request(from: 0, to: 5))
        func shown(after seconds: Int) throws -> [UInt64] {
            now.withLock { $0 = WitnessWorld.start + UInt64(seconds) * 1_000 }
            let bytes = try #require(try witness.cosigned(world.origin()))
            let checkpoint = try SignedCheckpoint(parsing: bytes)
                .verified(by: log.signer.verifierKey)
            let line = try #require(
                try checkpoint.cosignatures(by: [world.cosigner("w1").verifierKey]).first)
            return [checkpoint.size, try #require(line.timestamp) - WitnessWorld.start / 1_000]
        }
        for (seconds, at) in [(10, 10), (69, 10), (70, 70), (71, 70), (80, 70)] {
            #expect(try shown(after: seconds) == [5, UInt64(at)])
        }
        _ = try witness.addCheckpoint(log.request(from: 5, to: 9))
        #expect(try shown(after: 81) == [9, 81])
        #expect(try shown(after: 20) == [9, 20])
    }

    @Test("what was answered is in the record before: a new process goes on from there")
    func durable() throws {
        let world = try WitnessWorld()
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "witness-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: SQLiteLogStore.fileName).path()
        let log = LeafLog(try world.logSigner(), entries: 20)
        let first = try SQLiteLogStore(path: path)
        _ = try line(
            world.witness(store: first).addCheckpoint(log.request(from: 0, to: 7)))
        // Not closed, as after a crash.
        let second = try SQLiteLogStore(path: path)
        let again = try world.witness(store: second)
        #expect(try again.addCheckpoint(log.request(from: 0, to: 20)) == .conflict(7))
        _ = try line(again.addCheckpoint(log.request(from: 7, to: 20)))
    }

    @Test("many requests at once cosign one chain of trees and never an earlier one after a later")
    func concurrent() async throws {
        let world = try WitnessWorld()
        let witness = try world.witness()
        let log = LeafLog(try world.logSigner(), entries: 64)
        let times = await withTaskGroup(of: [Int].self) { group in
            for start in 0..<8 {
                group.addTask {
                    var (size, cosigned): (Int, [Int]) = (0, [])
                    for step in 0..<20 {
                        let next = max(size, (start + step * 3) % 65)
                        guard let request = try? log.request(from: size, to: next),
                            let answer = try? witness.addCheckpoint(request)
                        else { continue }
                        switch answer {
                        case .cosigned:
                            cosigned.append(next)
                            size = next
                        case .conflict(let at): size = Int(at)
                        }
                    }
                    return cosigned
                }
            }
            return await group.reduce(into: [[Int]]()) { $0.append($1) }
        }
        #expect(times.contains { !$0.isEmpty })
        // Of one caller they only grow; the record holds the largest of all.
        for cosigned in times { #expect(cosigned == cosigned.sorted()) }
        guard case .conflict(let last) = try witness.addCheckpoint(log.request(from: 0, to: 0))
        else {
            Issue.record("nothing was cosigned")
            return
        }
        #expect(Int(last) == times.flatMap { $0 }.max())
    }
}
