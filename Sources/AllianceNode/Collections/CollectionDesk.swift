import AllianceNames
import CRDT
import MergedView
package import NodeAPI
import Peering
import Replication
import Roster
import SQLiteStore
import STIX
import Statements
package import TAXII

/// TAXII at the desk port: the channels that this member reads, for its own systems. What they post becomes
/// statements of this member, signed and durable before the answer.
package final class CollectionDesk: CollectionExchanging {
    private let node: OpenedNode
    private let keeper: CollectionKeeper
    private let calls: BlockingCalls

    package init(node: OpenedNode, keeper: CollectionKeeper, calls: BlockingCalls) {
        self.node = node
        self.keeper = keeper
        self.calls = calls
    }

    package func collections(for caller: DeskCaller) -> [ObjectCollection]? {
        // Who of the member's people may do what is decided here, once they sign in by name.
        guard caller.member == node.member else { return nil }
        let roster = node.roster
        return roster.channels(readableBy: node.member).map {
            ObjectCollection(
                alliance: node.alliance, channel: $0, canRead: true,
                canWrite: roster.mayWrite(node.member, $0))
        }
    }

    package func page(
        _ kind: ObjectPage.Kind, of collection: ObjectCollection, _ query: ObjectQuery
    ) async throws -> ObjectPage {
        let (node, index) = (node, keeper.index)
        return try await calls.run {
            let suspended = try node.scope().suspended
            var page = ObjectPage(kind)
            try index.fill(&page, from: collection.channel, query) {
                suspended.contains($0.member)
            }
            return page
        }
    }

    // MARK: Adding

    package func add(
        _ objects: [PostedObject], to collection: ObjectCollection, requestedAt time: UInt64
    ) async throws -> PostStatus {
        let channel = collection.channel
        let requested = STIXTimestamp(milliseconds: time)
        var posting = Posting(
            status: PostStatus(id: Self.name(), requestedAt: requested))
        let heads = objects.compactMap(\.head)
        let (index, member) = (keeper.index, node.member)
        let marking = node.roster.channel(channel)?.marking ?? .amber
        var mapping = PostedStatements(defaults: STIXImportDefaults(tlp: marking), of: objects)
        let unknown = mapping.unknown
        let (presence, known) = try await calls.run {
            (
                try index.presence(of: heads, in: channel, for: member),
                try index.identifiers(of: unknown, in: channel)
            )
        }
        mapping.learn(known)
        posting.sort(objects, presence, by: mapping)
        try await write(&posting, to: channel)
        let (status, keeper) = (posting.status, keeper)
        try await calls.run {
            try keeper.catchUp()
            try keeper.index.keep(status.json, id: status.id, of: member, at: time)
        }
        return status
    }

    /// All statements in one batch; without those that no reader would accept.
    private func write(_ posting: inout Posting, to channel: ChannelID) async throws {
        guard !posting.said.isEmpty else { return }
        try await readyToSign(in: channel)
        while !posting.said.isEmpty {
            do {
                _ = try await node.writer.append(
                    posting.said.flatMap(\.statements), to: channel)
                return posting.succeed()
            } catch OwnLogError.statement(let number, let error) {
                posting.fail(statement: number, error.description)
            } catch OwnLogError.tooManyWaiting {
                throw PeerProblem(
                    status: 503, keyword: "busy",
                    detail: "Too much waits to be signed; post again later.")
            }
        }
    }

    private func readyToSign(in channel: ChannelID) async throws {
        do {
            try await node.readyToSign(in: channel)
        } catch let error as NodeError {
            throw PeerProblem(
                status: 403, keyword: error.keyword,
                detail: "This member can sign nothing into the channel now: \(error.keyword).")
        }
    }

    package func status(_ id: String, for caller: DeskCaller) async throws -> [UInt8]? {
        guard let member = caller.member else { return nil }
        let (index, now) = (keeper.index, node.clock.now())
        return try await calls.run { try index.status(id, of: member, at: now) }
    }

    // MARK: Taking back

    package func delete(
        _ id: String, _ query: ObjectQuery, from collection: ObjectCollection
    ) async throws -> Deletion {
        let (channel, index, keeper) = (collection.channel, keeper.index, keeper)
        guard !query.isOfOtherSpecification else { return .absent }
        var lookup = query
        lookup.ids = [id]
        let asked = lookup
        let (dots, isThere) = try await calls.run {
            var page = ObjectPage(.versions)
            try index.fill(&page, from: channel, asked) { _ in false }
            return (
                try index.dots(of: id, versions: asked.versions, in: channel), page.count > 0
            )
        }
        guard isThere else { return .absent }
        guard !dots.isEmpty, dots.allSatisfy({ $0.log.member == node.member }) else {
            return .foreign
        }
        try await readyToSign(in: channel)
        let retractions = stride(from: 0, to: dots.count, by: Retraction.dotsMax).map { start in
            Statement.retract(
                Retraction(
                    dots: dots[start..<min(dots.count, start + Retraction.dotsMax)].map {
                        .init(origin: $0.log, index: $0.index)
                    }))
        }
        _ = try await node.writer.append(retractions, to: channel)
        try await calls.run { try keeper.catchUp() }
        return .deleted
    }

    /// A random UUID (RFC 9562, version 4).
    private static func name() -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        return STIXNamespace.text(bytes)
    }
}
