import AllianceNode
import Foundation
import Replication
import Testing
import TransparencyLog

/// Signing when everything stops between two of its steps.
@Suite("Fenced signing after a crash")
struct FencedLogCrashTests {
    @Test(
        "loses nothing acknowledged and signs one history, whichever call of the store is the last",
        arguments: [true, false])
    func storeFails(beforeItActs: Bool) throws {
        let moment: FaultyLogStore.Moment = beforeItActs ? .before : .after
        var call = 0
        var hasFinished = false
        while !hasFinished {
            let home = try OwnLogFixture()
            defer { home.remove() }
            var signed: [CheckpointRecord] = []
            signed += [try home.log().append(OwnLogFixture.batch(255), to: home.origin).checkpoint]
                .compactMap(\.self)
            let faulty = FaultyLogStore(home.store, failing: moment, call: call)
            do {
                for number in 0..<2 {
                    let written = try home.log(in: faulty).append(
                        OwnLogFixture.batch(2, from: number), to: home.origin)
                    signed += [written.checkpoint].compactMap(\.self)
                }
                hasFinished = true
            } catch is FaultyLogStore.Fault {}
            // What the store has believed may have been seen by others, acknowledged or not.
            let seen = try home.store.checkpoints(of: home.origin)
            try checkRestart(of: home, signed: signed + seen, "\(moment) call \(call)")
            call += 1
        }
        #expect(call > 10)
    }

    @Test("signs what was stored where the fence could not be written")
    func fenceFails() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let first = try home.log().append(OwnLogFixture.batch(3), to: home.origin).checkpoint
        let (path, aside) = (home.fencePath, home.fencePath + ".aside")
        // Calls: state, sightings, admit; then a folder stands where the fence was.
        let store = FaultyLogStore(
            home.store,
            failing: .never {
                try? FileManager.default.moveItem(atPath: path, toPath: aside)
                try? FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: false)
            }, call: 2)
        let log = FencedLog(store: store, fence: try SigningFence(path: path), key: home.key)
        let failure = #expect(throws: OwnLogError.self) {
            try log.append(OwnLogFixture.batch(4), to: home.origin)
        }
        #expect(failure?.keyword == "fence-failed")
        #expect(try home.store.state(of: home.origin)?.size == 7)
        #expect(try home.store.state(of: home.origin)?.served == first)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: aside, toPath: path)
        try checkRestart(of: home, signed: [first].compactMap(\.self), "fence")
        #expect(try home.store.state(of: home.origin)?.served?.size == 8)
    }

    @Test("signs the same checkpoint again where a power cut has undone it in the store")
    func checkpointLost() throws {
        let home = try OwnLogFixture()
        defer { home.remove() }
        let signed = try #require(
            home.log().append(OwnLogFixture.batch(3), to: home.origin).checkpoint)
        let cut = try home.backup(at: 3, checkpoints: 0)
        #expect(try cut.state(of: home.origin)?.target == nil)
        #expect(try home.log(in: cut).recover(home.origin) == signed)
    }

    /// Starts again on what is left: every size signed so far keeps its root, all is covered.
    private func checkRestart(
        of home: OwnLogFixture, signed: [CheckpointRecord], _ comment: Comment
    ) throws {
        let log = try home.log()
        let recovered = try log.recover(home.origin)
        let size = try home.store.state(of: home.origin)?.size
        #expect(recovered?.size == size, comment)
        let written = try log.append(OwnLogFixture.batch(1, from: 50), to: home.origin)
        var roots: [TreeSize: Digest] = [:]
        for record in try signed + home.store.checkpoints(of: home.origin) {
            #expect(roots[record.size, default: record.root] == record.root, comment)
            roots[record.size] = record.root
            #expect(record.size <= written.indexes.upperBound, comment)
        }
        let report = try home.audit()
        #expect(report.findings.isEmpty, comment)
        let fence = try SigningFence(path: home.fencePath).read().marks[home.origin]
        #expect(fence == FenceMark(size: report.size, root: report.root), comment)
    }
}
