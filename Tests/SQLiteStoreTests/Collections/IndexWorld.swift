import AllianceNames
import CRDT
import Foundation
import JSON
import MergedView
import Roster
import SQLiteStore
import STIX
import Statements
import TAXII
import TransparencyLog

/// Logs of several authors in one channel, folded into an index.
final class IndexWorld {
    let folder: URL
    let index: SQLiteObjectIndex
    var scope = ViewScope(logs: [:])
    /// Milliseconds since 1970.
    var now: UInt64 = 1_800_000_000_000
    static let channel = ChannelID.alliance
    /// What was said, with its payload.
    private var said: [LogOrigin: [(entry: [UInt8], payload: [UInt8]?)]] = [:]

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        index = try SQLiteObjectIndex(path: folder.appending(path: "collections.sqlite").path())
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static func origin(_ member: String, epoch: UInt32 = 1) throws -> LogOrigin {
        try LogOrigin(parsing: "demo/alliance/\(member)/e\(epoch)")
    }

    /// Appends to the log of a member, and folds it.
    func say(
        _ statements: [Statement], by member: String, epoch: UInt32 = 1,
        erased: EntryRanges = .empty
    ) throws {
        let origin = try Self.origin(member, epoch: epoch)
        if scope.logs[origin] == nil { scope.logs[origin] = .open }
        var random = SystemRandomNumberGenerator()
        for statement in statements {
            let sealed = try SealedStatement.seal(
                statement, issuedAt: now, salt: Salt(from: &random))
            said[origin, default: []].append((sealed.entry, sealed.saltAndPayload))
        }
        try fold(origin, into: index, erased: erased)
    }

    /// Folds what an index lacks of a log.
    ///
    /// - Parameter absent: entries whose payload is not there any more.
    func fold(
        _ origin: LogOrigin, into index: SQLiteObjectIndex, absent: Set<Int> = [],
        erased: EntryRanges = .empty
    ) throws {
        let start = try index.frontier()[origin]
        let left = (said[origin] ?? []).enumerated().dropFirst(Int(start))
        var batch = FoldedObjects(origin: origin, start: start)
        var slice = EntrySlice(start: start, count: left.count, entries: [], payloads: [])
        for (place, one) in left {
            EntryBundle.append(entry: one.entry, to: &slice.entries)
            if let payload = one.payload, !absent.contains(place) {
                PayloadBundle.append(saltAndPayload: payload, to: &slice.payloads)
            } else {
                PayloadBundle.appendAbsent(to: &slice.payloads)
            }
        }
        try batch.append(slice)
        try index.merge([batch], scope: scope, at: now) { _ in erased }
    }

    func retract(_ indexes: [UInt64], of epoch: UInt32 = 1, by member: String) throws -> Statement {
        let origin = try Self.origin(member, epoch: epoch)
        return .retract(Retraction(dots: indexes.map { .init(origin: origin, index: $0) }))
    }

    func report(
        _ value: String, note: String? = nil, tlp: TLP = .amber
    ) throws -> Statement {
        .assertIndicator(
            IndicatorAssertion(
                indicator: try Indicator(.domain, parsing: value), basis: .testBuy,
                confidence: 50, tlp: tlp, note: note))
    }

    func posted(
        _ id: String, modified: String?, content: String = "x", tlp: TLP = .amber
    ) -> Statement {
        let versions = modified.map {
            #","spec_version":"2.1","created":"2026-01-01T00:00:00.000Z","modified":"\#($0)""#
        }
        let type = id.split(separator: "--").first.map(String.init) ?? ""
        return .stixObject(
            STIXObject(
                objectID: id, objectType: type,
                json: Array(
                    #"{"type":"\#(type)","id":"\#(id)","content":"\#(content)"\#(versions ?? "")}"#
                        .utf8), tlp: tlp))
    }

    /// The objects of a page, as values, and their dates of adding.
    func objects(
        _ change: (inout ObjectQuery) -> Void = { _ in }
    ) throws -> [[String: JSONValue]] {
        var query = ObjectQuery()
        change(&query)
        var page = ObjectPage(.objects)
        try index.fill(&page, from: Self.channel, query)
        return try JSONValue(parsing: page.finished(), depthMax: 64).list("objects")
    }

    func contents(_ change: (inout ObjectQuery) -> Void = { _ in }) throws -> [String] {
        try objects(change).compactMap { $0["content"]?.text }
    }

    func dates() throws -> [STIXTimestamp] {
        var page = ObjectPage(.manifest)
        try index.fill(&page, from: Self.channel, ObjectQuery(versions: .all))
        return try JSONValue(parsing: page.finished()).list("objects").compactMap {
            $0["date_added"]?.text.flatMap { STIXTimestamp(parsing: $0) }
        }
    }
}

extension JSONValue {
    func list(_ name: String) -> [[String: JSONValue]] {
        guard case .object(let members) = self, case .array(let values)? = members[name] else {
            return []
        }
        return values.compactMap { if case .object(let members) = $0 { members } else { nil } }
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }
}
