import AllianceNames
import CRDT
import MergedView
package import NodeAPI
import Peering
import Replication
import Roster
import SQLiteStore
import STIX
import SignIn
import Statements
import Synchronization
package import TAXII
import TransparencyLog

/// TAXII at the desk port: the channels that this member reads, for its own programs. What its systems post becomes
/// statements of this member, signed and durable before the answer; who comes with a token reads.
package final class CollectionDesk: CollectionExchanging {
    private let node: OpenedNode
    private let keeper: CollectionKeeper
    private let calls: BlockingCalls
    private let scope = RecentScope()
    private let turns = Turns()
    /// Worked out anew when the register changes.
    private let known = Mutex<(roster: Digest, collections: [ObjectCollection])?>(nil)

    package init(node: OpenedNode, keeper: CollectionKeeper, calls: BlockingCalls) {
        self.node = node
        self.keeper = keeper
        self.calls = calls
    }

    package func collections(for caller: DeskCaller) -> [ObjectCollection] {
        let roster = node.roster
        let all = known.withLock { known in
            if let known, known.roster == roster.digest { return known.collections }
            let collections = roster.channels(readableBy: node.member).map {
                ObjectCollection(
                    alliance: node.alliance, channel: $0, canRead: true,
                    canWrite: roster.mayWrite(node.member, $0))
            }
            known = (roster.digest, collections)
            return collections
        }
        // What is posted is signed in the member's name.
        let asker = caller.asker(at: node.member)
        return AccessPolicy.decide(.ownSystems, for: asker) == .allowed
            ? all : all.map(\.readOnly)
    }

    package func page(
        _ kind: ObjectPage.Kind, of collection: ObjectCollection, _ query: ObjectQuery
    ) async throws -> ObjectPage {
        let keeper = keeper
        let index = keeper.index
        return try await calls.run { [self] in
            if !keeper.isBegun { try keeper.begin() }
            try keepQuarantine()
            var page = ObjectPage(kind)
            try index.fill(&page, from: collection.channel, query)
            keeper.counts.served(page.count)
            return page
        }
    }

    /// Of a member that is in quarantine by now nothing is shown, also where the keeper is not at work just now.
    private func keepQuarantine() throws {
        let scope = try scope.scope(roster: node.roster.digest, now: node.clock.now()) {
            try node.scope()
        }
        try keeper.keepQuarantine(of: scope.suspended)
    }

    // MARK: Adding

    package func add(
        _ objects: [PostedObject], to collection: ObjectCollection, requestedAt time: UInt64
    ) async throws -> PostStatus {
        let channel = collection.channel
        try await requireCollections()
        let marking = node.roster.channel(channel)?.marking ?? .amber
        let mapping = PostedStatements(defaults: STIXImportDefaults(tlp: marking), of: objects)
        // What is there decides what is said, so nobody else may add meanwhile.
        return try await turns.take { [self] in
            var mapping = mapping
            var posting = Posting(
                status: PostStatus(
                    id: Self.name(), requestedAt: STIXTimestamp(milliseconds: time)))
            let found = try await calls.run { [self, mapping] in
                try find(objects, mapping, in: channel)
            }
            mapping.learn(found.known)
            posting.sort(objects, found.presence, found.earlier, by: mapping)
            posting = try await say(posting, mapping, in: channel)
            let (status, keeper, member) = (posting.status, keeper, node.member)
            try await calls.run {
                _ = try keeper.catchUp(within: CollectionKeeper.patience)
                try keeper.index.keep(status.json, id: status.id, of: member, at: time)
            }
            keeper.counts.posted(status.successes.count, refused: status.failures.count)
            return status
        }
    }

    /// A POST can be judged only beside all that is there.
    private func requireCollections() async throws {
        let keeper = keeper
        let isComplete = try await calls.run {
            if !keeper.isBegun { try keeper.begin() }
            return try keeper.catchUp(within: CollectionKeeper.patience)
        }
        guard isComplete else {
            throw PeerProblem(
                status: 503, keyword: "collections-begun",
                detail: "The collections are being made from what is held; post again in a minute.")
        }
    }

    private struct Found: Sendable {
        let presence: [SQLiteObjectIndex.Presence]
        let known: KnownIdentifiers
        let earlier: [String: EarlierVersion]
    }

    private func find(
        _ objects: [PostedObject], _ mapping: PostedStatements, in channel: ChannelID
    ) throws -> Found {
        let (index, member, heads) = (keeper.index, node.member, objects.compactMap(\.head))
        let presence = try index.presence(of: objects, in: channel, for: member)
        let others = zip(heads, presence).compactMap { $1 == .versions ? $0.id.description : nil }
        let earlier = try index.newest(of: Set(others), in: channel, by: member).mapValues {
            try EarlierVersion($0) { try node.statement(at: $0) }
        }
        // A sighting's version before may be of something else, and may not say of what.
        let before = earlier.values.compactMap { $0.sighting?.subject }
        // What gets no newer version is marked as it is there.
        let anew = zip(heads, presence).filter { head, presence in
            switch presence {
            case .absent: return true
            case .versions:
                guard let version = head.version,
                    let newest = earlier[head.id.description]?.version
                else { return true }
                return version > newest
            case .present, .foreign, .otherwise: return false
            }
        }
        let there = mapping.referred.intersection(heads.map(\.id.description))
            .subtracting(anew.map { $0.0.id.description })
        let unknown = mapping.unknown.union(there)
        return Found(
            presence: presence,
            known: try index.identifiers(of: unknown.union(before), in: channel),
            earlier: earlier)
    }

    /// Says all of it, and with sightings the totals that they make.
    private func say(
        _ posting: Posting, _ mapping: PostedStatements, in channel: ChannelID
    ) async throws -> Posting {
        try await signing { [self] in
            guard !posting.seen.isEmpty else { return try await write(posting, to: channel) }
            let (counted, basis) = try await counting(posting, mapping, in: channel)
            return try await write(counted, to: channel, basis: basis)
        }
    }

    /// What keeps this member from signing is told to who asks. Totals are said at the desk in other ways too, so what rests
    /// on one is worked out anew where another was said.
    private func signing<Value: Sendable>(
        _ attempt: () async throws -> Value
    ) async throws -> Value {
        try await OwnLogError.told { try await node.unlessOvertaken(attempt) }
    }

    /// With the member's totals as the posted sightings make them, and how far the log went that they are worked out from.
    private func counting(
        _ posting: Posting, _ mapping: PostedStatements, in channel: ChannelID
    ) async throws -> (Posting, basis: TreeSize) {
        let (node, scope) = (node, scope)
        return try await calls.run {
            let basis = try node.totalsBasis(in: channel)
            try node.merger.catchUp()
            let counting = try scope.scope(
                roster: node.roster.digest, now: node.clock.now()
            ) { try node.scope() }
            var posting = posting
            var totals: [Indicator: (own: OwnSightings, place: Int)] = [:]
            func change(
                _ indicator: Indicator?, at place: Int, _ body: (inout OwnSightings) -> Void
            ) throws {
                guard let indicator else { return }
                var own =
                    try totals[indicator]?.own
                    ?? OwnSightings(of: indicator, in: channel, at: node, scope: counting)
                body(&own)
                totals[indicator] = (own, place)
            }
            for seen in posting.seen {
                if let before = seen.before {
                    let indicator = before.indicator { mapping.identifier(of: $0) }
                    try change(indicator, at: seen.place) { $0.remove(before.sighting) }
                }
                if let now = seen.now {
                    let indicator = mapping.identifier(of: now.subject)
                    try change(indicator, at: seen.place) { $0.add(now) }
                }
            }
            for (own, place) in totals.sorted(by: { $0.key < $1.key }).map(\.value) {
                posting.add(own.statements, at: place)
            }
            return (posting, basis)
        }
    }

    /// All statements in one batch; without those that no reader would accept.
    private func write(
        _ posting: Posting, to channel: ChannelID, basis: TreeSize? = nil
    ) async throws -> Posting {
        var posting = posting
        guard !posting.said.isEmpty else { return posting }
        try await node.readyToSign(in: channel)
        while !posting.said.isEmpty {
            do {
                _ = try await node.writer.append(
                    posting.said.flatMap(\.statements), to: channel, basis: basis)
                posting.succeed()
            } catch OwnLogError.statement(let number, let error) {
                posting.fail(statement: number, error.description)
            }
        }
        return posting
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
        guard !query.isOfOtherSpecification else { return .absent }
        try await requireCollections()
        return try await turns.take { [self] in
            try await delete(id, query, in: collection.channel)
        }
    }

    private func delete(
        _ id: String, _ query: ObjectQuery, in channel: ChannelID
    ) async throws -> Deletion {
        let (node, index, keeper) = (node, keeper.index, keeper)
        let asked = query
        let (dots, isThere, newest) = try await calls.run { [self] in
            var lookup = asked
            lookup.ids = [id]
            var page = ObjectPage(.versions)
            try keepQuarantine()
            try index.fill(&page, from: channel, lookup)
            let dots = try index.dots(of: id, versions: asked.versions, in: channel)
            // Of another member's, only what is shown is there.
            return (
                dots, page.count > 0 || dots.contains { $0.log.member == node.member },
                try index.newest(of: [id], in: channel, by: node.member)[id]
            )
        }
        guard isThere else { return .absent }
        guard !dots.isEmpty, dots.allSatisfy({ $0.log.member == node.member }) else {
            return .foreign
        }
        try await signing { [self] in
            try await node.readyToSign(in: channel)
            var statements = Retraction.statements(of: dots)
            var basis: TreeSize?
            if let newest, newest.dots.contains(where: dots.contains) {
                let (settling, size) = try await calls.run {
                    [self] () -> ([Statement], TreeSize?) in
                    let size = try node.totalsBasis(in: channel)
                    let left = try left(of: id, without: Set(dots), in: channel)
                    let counts = try recounting(newest, left?.sighting, in: channel)
                    return ((left?.speaking ?? []) + counts, counts.isEmpty ? nil : size)
                }
                // Before the retraction, so that what both versions say is never away.
                statements = settling + statements
                basis = size
            }
            _ = try await node.writer.append(statements, to: channel, basis: basis)
        }
        _ = try await calls.run { try keeper.catchUp(within: CollectionKeeper.patience) }
        return .deleted
    }

    /// The version that is the newest one of an object without these statements; nil where none is left.
    private func left(
        of id: String, without dots: Set<StatementDot>, in channel: ChannelID
    ) throws -> VersionLeft? {
        let (node, index) = (node, keeper.index)
        let own = try index.own(of: [id], in: channel, by: node.member, without: dots)[id]
        return try own.map {
            try VersionLeft($0.newest) {
                try index.identifiers(of: $0, in: channel)
            } statement: {
                try node.statement(at: $0)
            }
        }
    }

    /// What a sighting counted is no more in the member's total; what the version left counts is again.
    private func recounting(
        _ newest: NewestVersion, _ left: CountedSighting?, in channel: ChannelID
    ) throws -> [Statement] {
        let node = node
        let before = try EarlierVersion(newest) { try node.statement(at: $0) }.sighting
        guard before != nil || left != nil else { return [] }
        let subjects = Set([before, left].compactMap { $0?.subject })
        let known = try keeper.index.identifiers(of: subjects, in: channel)
        try node.merger.catchUp()
        let scope = try node.scope()
        var totals: [Indicator: OwnSightings] = [:]
        func change(
            _ seen: CountedSighting?, _ body: (inout OwnSightings, STIXSighting) -> Void
        ) throws {
            guard let seen, let indicator = seen.indicator({ known.indicator(of: $0) }) else {
                return
            }
            var own =
                try totals[indicator]
                ?? OwnSightings(of: indicator, in: channel, at: node, scope: scope)
            body(&own, seen.sighting)
            totals[indicator] = own
        }
        try change(before) { $0.remove($1) }
        try change(left) { $0.add($1) }
        return totals.sorted { $0.key < $1.key }.flatMap(\.value.statements)
    }

    /// A random UUID (RFC 9562, version 4).
    private static func name() -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        return STIXNamespace.text(bytes)
    }
}
