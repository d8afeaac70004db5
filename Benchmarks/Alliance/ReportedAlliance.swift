import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Replication
import Roster
import SQLiteStore

/// A hub that holds the logs of many members, and a new member that holds nothing yet.
final class ReportedAlliance {
    let alliance: BenchAlliance
    let entries: Int
    /// What putting the logs into the hub's store took.
    let seconds: Double
    /// A member that has replicated and indexed everything, once one has.
    private var replicated: HomeFolder?
    private var copies = 0

    static let hub = "hub"

    init(in folder: URL, _ members: Int, _ entries: Int) async throws {
        let authors = (1...members).map { "author-\($0)" }
        let port = try FreePorts.take(1)[0]
        alliance = try BenchAlliance(
            in: folder,
            [.init(member: Self.hub, roles: [.platform], port: port)]
                + authors.map { .init(member: $0) } + [.init(member: "newcomer")])
        self.entries = entries
        let clock = ContinuousClock()
        let start = clock.now
        try await Self.report(entries, by: authors, in: alliance)
        seconds = (clock.now - start).inSeconds
    }

    var hubHome: HomeFolder { alliance.home(Self.hub) }

    /// Writes the authors' logs straight into the hub's store, each signed with its author's key.
    private static func report(
        _ entries: Int, by authors: [String], in alliance: BenchAlliance
    ) async throws {
        let store = try SQLiteLogStore(path: alliance.home(hub).logDatabase)
        for (place, author) in authors.enumerated() {
            let certs = alliance.home(author).certs
            let writer = OwnLogWriter(
                log: FencedLog(
                    store: store, fence: try SigningFence(path: certs.logFence),
                    key: try certs.memberKeys(epoch: Epoch(1)).log),
                sealer: StatementSealer(
                    wallClock: WallClock.system.now, fill: BlockwiseRandom.system),
                alliance: BenchAlliance.id, member: try MemberID(parsing: author),
                epoch: Epoch(1))
            let bulk = BulkAppend(writer: writer, channel: .alliance)
            let own = (entries * place / authors.count)..<(entries * (place + 1) / authors.count)
            try await AppendBulk.append(own, to: bulk)
        }
        try store.close()
    }

    /// A folder like the newcomer's as it was before its first start.
    func newcomer() throws -> HomeFolder {
        copies += 1
        let copy = alliance.home("newcomer-\(copies)")
        try FileManager.default.copyItem(
            atPath: alliance.home("newcomer").path, toPath: copy.path)
        return copy
    }

    /// A member's folder that holds everything, indexed.
    func holder() async throws -> HomeFolder {
        if let replicated { return replicated }
        return try await ReplicateCold.replicate(self).home
    }

    func replicated(to home: HomeFolder) { replicated = home }
}
