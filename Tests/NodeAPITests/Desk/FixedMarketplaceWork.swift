import AllianceNames
import Complaints
import ImageRecognition
import JSON
import MarkRecognition
import NodeAPI
import Peering
import Screening
import Statements
import Synchronization
import TransparencyLog

/// A platform with one proposal and one order that somebody has to see to, which keeps what it is told to do.
final class FixedMarketplaceWork: DeskMarketplaceWork {
    /// What checks find.
    let failures = Mutex<[FilingFailure]>([])
    let filed = Mutex<[(number: UInt64, filing: ProposalFiling, channel: ChannelID)]>([])
    let dismissed = Mutex<[UInt64]>([])
    let tried = Mutex<[String]>([])
    let asked = Mutex<[OrderQuery]>([])
    /// What the proposal was filed with.
    private let made = Mutex<(filing: ProposalFiling, channel: ChannelID)?>(nil)
    private let text: String

    /// - Parameter text: what marketplaces say.
    init(saying text: String = "leather bag") { self.text = text }

    static let entry = EntryReference(
        origin: LogOrigin(
            alliance: AllianceID(unchecked: "ipacc.example"),
            channel: ChannelID(unchecked: "desk-verel"), member: MemberID(unchecked: "hub"),
            epoch: Epoch(1)), index: 7)
    static let path = "ipacc.example~desk-verel~hub~e1~7~2"
    static let id = "ipacc.example/desk-verel/hub/e1/7#2"

    /// As screening makes it, with a finding of each kind, and one of a later version.
    private func proposed() throws -> ProposedCase {
        let line = #"{"marketplace":"bazario","listing":"1","title":"Verel bag","seller":"shop"}"#
        let made = Proposal(try ListingLine(parsing: Array(line.utf8)).listing(), try Self.facts())
        guard case .object(var json)? = made?.json, case .array(let reasons)? = json["reasons"]
        else { throw PeerProblem(status: 500, keyword: "test", detail: "nothing is proposed") }
        json["reasons"] = .array(reasons + [.object(["finding": .string("later")])])
        return ProposedCase(
            number: 17, listing: try Indicator(.listing, parsing: "bazario:1"), title: text,
            harmCents: 123_456, proposal: JSONValue.object(json).compactBytes,
            proposedAt: 1_790_000_000_000)
    }

    private static func facts() throws -> Screening.ListingFacts {
        let members = ["m1", "m2", "m3"].map { MemberID(unchecked: $0) }
        func report(_ indicator: Indicator) -> ReportedIdentifier {
            ReportedIdentifier(indicator: indicator, members: members, confidence: 90)
        }
        let seller = try Indicator(.sellerAccount, parsing: "bazario:shop")
        var facts = Screening.ListingFacts()
        facts.marks = [
            MarkFinding(
                mark: "Verel", owner: MemberID(unchecked: "verel"), right: "EM/018012345",
                place: .title, scalars: 0..<5, rules: [.mark], confidence: 0.9)
        ]
        facts.reported = [report(seller)]
        facts.images = [
            ReportedLikeness(image: 0, turn: .original, distance: 11, report: report(seller))
        ]
        let other = report(try Indicator(.domain, parsing: "other.example"))
        facts.linked = [
            LinkedReports(of: seller, in: .alliance, identifiers: 2, reported: [other])
        ].compactMap { $0 }
        return facts
    }

    func proposals() async throws -> [ProposedCase] { [try proposed()] }

    func proposal(_ number: UInt64) async throws -> ProposedCase? {
        number == 17 ? try proposed() : nil
    }

    func dismiss(_ number: UInt64) async throws -> Bool {
        dismissed.withLock { dismissed in
            defer { dismissed.append(number) }
            return !dismissed.contains(number)
        }
    }

    func file(
        _ number: UInt64, _ filing: ProposalFiling, in channel: ChannelID
    ) async throws -> FilingOutcome? {
        filed.withLock { $0.append((number, filing, channel)) }
        let failures = failures.withLock { $0 }
        let before = made.withLock { $0 }
        if let before {
            guard before == (filing, channel) else { return nil }
        } else {
            guard failures.isEmpty else { return .failed(failures) }
            made.withLock { $0 = (filing, channel) }
        }
        return .answered(
            .signed(
                SignedEntries(
                    log: Self.entry.origin, indexes: 7..<8, leafHash: .sha256([1]), treeSize: 8),
                isAgain: before != nil))
    }

    func orders(_ query: OrderQuery) async throws -> [OutboxOrder] {
        asked.withLock { $0.append(query) }
        let ordered = OrderedListing(
            complaint: EntryReference(origin: Self.entry.origin, index: 3),
            listing: try Indicator(.listing, parsing: "bazario:1"),
            order: MarketplaceOrder(
                action: .takeDown(.listing, until: nil), entry: Self.entry, place: 2,
                time: .witnessed(1_790_000_000_000)))
        let measure = OrderedListing(
            complaint: EntryReference(origin: Self.entry.origin, index: 4),
            listing: try Indicator(.sellerAccount, parsing: "bazario:store1"),
            order: MarketplaceOrder(
                action: .measure(.suspension, until: 1_800_000_000_000, text: text),
                entry: EntryReference(origin: Self.entry.origin, index: 4), place: 0,
                time: .witnessed(1_790_000_000_000)))
        return [
            OutboxOrder(
                measure, reasons: ["complaints"], nextAt: 1, since: 1_790_000_000_000),
            OutboxOrder(
                ordered, reasons: ["clear"], state: .escalated, attempts: 4, nextAt: 1,
                since: 1_790_000_000_000, lastFailure: text),
        ]
    }

    func order(_ id: String) async throws -> OutboxOrder? {
        try await orders(OrderQuery()).first { $0.id == id }
    }

    func tryAgain(_ id: String) async throws -> Bool {
        tried.withLock { $0.append(id) }
        return id == Self.id
    }
}
