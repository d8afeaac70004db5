package import AllianceNames
package import Complaints
import GS1
package import Peering
package import Statements
import TransparencyLog

/// What an address says of a list of complaints: which ones, and where the page begins.
package struct ComplaintListQuery: Hashable, Sendable {
    package static let path = "/console/complaints"
    package static let pageComplaints = 25

    package enum Standing: String, CaseIterable, Sendable {
        /// Whatever it is.
        case any = ""
        case open, closed
        /// What the complainant itself has to do something about.
        case mine
    }

    package var standing = Standing.any
    package var stage: ListingStage?
    package var ground: Complaint.Ground?
    package var marketplace: String?
    /// `2026-11-27`; both days belong to it.
    package var from: String?
    package var to: String?
    package var after: ComplaintCursor?

    package init() {}

    /// - Throws: status 400.
    package init(_ target: RequestTarget) throws(PeerProblem) {
        if let text = try Self.value("open", target) {
            guard let standing = Standing(rawValue: text) else { throw Self.wrong("open") }
            self.standing = standing
        }
        if let text = try Self.value("stage", target) {
            guard let stage = ListingStage(rawValue: text) else { throw Self.wrong("stage") }
            self.stage = stage
        }
        if let text = try Self.value("ground", target) {
            guard let ground = Complaint.Ground(name: text) else { throw Self.wrong("ground") }
            self.ground = ground
        }
        if let text = try Self.value("marketplace", target) {
            guard let name = try? MarketplaceID(parsing: text.lowercased()) else {
                throw Self.wrong("marketplace")
            }
            marketplace = name.rawValue
        }
        from = try Self.day("from", target)
        to = try Self.day("to", target)
        if let text = try Self.value("after", target) {
            guard let cursor = Self.cursor(text) else { throw Self.wrong("after") }
            after = cursor
        }
    }

    /// What the register is asked.
    package func query(in channels: [ChannelID]) -> ComplaintQuery {
        var query = ComplaintQuery(channels: Set(channels))
        switch standing {
        case .any: break
        case .open: query.isOpen = true
        case .closed: query.isOpen = false
        case .mine: query.stages = Self.mine
        }
        if let stage { query.stages = [stage] }
        if let ground { query.grounds = [ground] }
        query.marketplace = marketplace
        query.filed = filed
        query.after = after
        query.limit = Self.pageComplaints
        return query
    }

    /// Stages in which the complainant may do something.
    static let mine: Set<ListingStage> = [.returned, .evidenceRequested]

    /// Nil for all times.
    package var filed: Range<UInt64>? {
        guard from != nil || to != nil else { return nil }
        let start = from.flatMap(FormDay.start) ?? 0
        let end = to.flatMap(FormDay.start).map { $0 + Self.dayMilliseconds } ?? .max
        return start..<max(start, end)
    }

    private static let dayMilliseconds = CaseRules.dayMilliseconds

    /// The address of the page that goes on there; of the first one without.
    package func href(after cursor: ComplaintCursor? = nil) -> String {
        var parts: [(String, String)] = []
        if standing != .any { parts.append(("open", standing.rawValue)) }
        if let stage { parts.append(("stage", stage.rawValue)) }
        if let ground { parts.append(("ground", ground.name)) }
        if let marketplace { parts.append(("marketplace", marketplace)) }
        if let from { parts.append(("from", from)) }
        if let to { parts.append(("to", to)) }
        if let cursor { parts.append(("after", Self.text(cursor))) }
        let query = parts.map { "\($0)=\(PercentEncoding.segment($1))" }.joined(separator: "&")
        return query.isEmpty ? Self.path : "\(Self.path)?\(query)"
    }

    static func text(_ cursor: ComplaintCursor) -> String {
        let time = cursor.filedAt.milliseconds.map { String($0) } ?? "pending"
        return "\(time):\(cursor.id)"
    }

    static func cursor(_ text: String) -> ComplaintCursor? {
        let sides = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2, let id = ComplaintLink.reference(shown: String(sides[1])) else {
            return nil
        }
        if sides[0] == "pending" { return ComplaintCursor(filedAt: .pending, id: id) }
        guard let time = Decimal.decode(Array(sides[0].utf8)) else { return nil }
        return ComplaintCursor(filedAt: .witnessed(time), id: id)
    }

    private static func day(
        _ name: String, _ target: RequestTarget
    ) throws(PeerProblem) -> String? {
        guard let text = try value(name, target) else { return nil }
        guard FormDay.start(text) != nil else { throw wrong(name) }
        return text
    }

    /// Nil where it is missing or empty, as an empty field of a form is.
    private static func value(
        _ name: String, _ target: RequestTarget
    ) throws(PeerProblem) -> String? {
        guard let text = try target.parameter(name), !text.isEmpty else { return nil }
        return text
    }

    private static func wrong(_ name: String) -> PeerProblem {
        PeerProblem(
            status: 400, keyword: "query", detail: "'\(name)' has no such value in this list.")
    }
}
