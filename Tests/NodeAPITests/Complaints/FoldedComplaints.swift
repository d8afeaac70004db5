import AllianceNames
import Complaints
import NodeAPI
import Peering
import SignIn
import Statements
import Synchronization
import TransparencyLog

/// Complaints at the desk of `hub`, folded from statements that a test says: the state is the real one. What the checks
/// find, and what a platform's node judged, a test sets.
final class FoldedComplaints: DeskComplaints {
    struct World {
        var said: [EntryReference: [EntryReference: ComplaintStatement]] = [:]
        var times: [EntryReference: EventTime] = [:]
        var lengths: [LogOrigin: UInt64] = [:]
        var judgements: [EntryReference: [ListingJudgement]] = [:]
        var itemAnswers: [EntryReference: [ItemAnswer]] = [:]
        var failures: [FilingFailure] = []
        var checked: [Complaint] = []
        var files: [Digest: EvidenceBytes] = [:]
        var links: [String: SellerLink] = [:]
        var linked: [String: (EntryReference, [Int])] = [:]
        var pages: [ComplaintQuery] = []
        var queued: [(ReviewQuery, String?)] = []
        /// Whether nobody states the right any more.
        var isRightWithdrawn = false
        /// Who said what was said by this desk.
        var speakers: [String?] = []
    }

    static let hub = MemberID(unchecked: "hub")
    static let brand = MemberID(unchecked: "brand")
    static let channel = ChannelID(unchecked: "desk-verel")
    static let start: UInt64 = 1_795_435_200_000
    static let hour: UInt64 = 3_600_000

    let isPlatform: Bool
    let world = Mutex(World())
    private let hours = Mutex(0.0)
    let right: Right

    /// - Parameter right: its title is what a member says.
    init(isPlatform: Bool, right: Right) {
        self.isPlatform = isPlatform
        self.right = right
    }

    private var parties: CaseParties {
        CaseParties(platforms: [isPlatform ? Self.hub : MemberID(unchecked: "platform")])
    }

    func channels() -> [ChannelID] { [Self.channel] }
    func now() -> UInt64 { Self.start + UInt64(hours.withLock { $0 } * Double(Self.hour)) }
    func wait(_ more: Double) { hours.withLock { $0 += more } }
    func decider(_ person: String) -> String { "d-\(person)" }

    // MARK: What is said

    static func log(_ member: MemberID) -> LogOrigin {
        LogOrigin(
            alliance: AllianceID(unchecked: "ipacc.example"), channel: channel, member: member,
            epoch: Epoch(1))
    }

    /// - Parameter confirmed: whether witnesses have cosigned it, at the time that it is now.
    @discardableResult
    func said(
        _ statement: ComplaintStatement, by member: MemberID, confirmed: Bool = true
    ) -> EntryReference {
        let time: EventTime = confirmed ? .witnessed(now()) : .pending
        return world.withLock { world in
            let log = Self.log(member)
            let entry = EntryReference(origin: log, index: world.lengths[log, default: 0])
            world.lengths[log, default: 0] += 1
            for id in statement.cases(at: entry) {
                world.said[id, default: [:]][entry] = statement
            }
            world.times[entry] = time
            return entry
        }
    }

    func state(_ id: EntryReference) -> CaseState? { reading(id).state }

    func reading(_ id: EntryReference) -> CaseReading {
        let (said, times) = world.withLock { ($0.said[id] ?? [:], $0.times) }
        var events = CaseEvents(of: id)
        for (entry, statement) in said {
            events.insert(statement, at: entry, time: times[entry] ?? .pending)
        }
        return events.reading(parties)
    }

    // MARK: DeskComplaints

    func check(_ complaint: Complaint, in channel: ChannelID) async throws -> [FilingFailure] {
        world.withLock { world in
            world.checked.append(complaint)
            return world.failures
        }
    }

    func file(
        _ complaint: Complaint, in channel: ChannelID, for request: KeyedRequest?
    ) async throws -> FilingOutcome {
        let failures = try await check(complaint, in: channel)
        guard failures.isEmpty else { return .failed(failures) }
        return .answered(signed(said(.complaint(complaint), by: Self.hub)))
    }

    private func signed(_ entry: EntryReference) -> SigningOutcome {
        .signed(
            SignedEntries(
                log: entry.origin, indexes: entry.index..<entry.index + 1,
                leafHash: Digest.sha256([]), treeSize: entry.index + 1),
            isAgain: false)
    }

    func keep(_ bytes: [UInt8]) async throws -> KeptEvidence {
        let digest = Digest.sha256(bytes)
        world.withLock {
            $0.files[digest] = EvidenceBytes(mediaType: "application/pdf", bytes: bytes)
        }
        return KeptEvidence(
            digest: digest, mediaType: "application/pdf", byteCount: UInt64(bytes.count))
    }

    func evidence(_ digest: Digest, of complaint: EntryReference) async throws -> EvidenceBytes? {
        let isNamed = state(complaint)?.evidence.contains { $0.digest == digest } ?? false
        return isNamed ? world.withLock { $0.files[digest] } : nil
    }

    func page(_ query: ComplaintQuery) async throws -> ComplaintPage {
        world.withLock { $0.pages.append(query) }
        let ids = world.withLock { Array($0.said.keys) }.sorted()
        let rows = ids.compactMap { id -> ComplaintSummary? in
            guard let state = state(id) else { return nil }
            return ComplaintSummary(
                id: id, complainant: state.complainant, onBehalfOf: state.complaint.onBehalfOf,
                right: state.complaint.right.key, ground: state.complaint.ground,
                filedAt: state.time,
                stages: state.listings.reduce(into: [:]) { $0[$1.stage, default: 0] += 1 },
                due: Self.start + 24 * Self.hour)
        }
        let next = rows.last.map { ComplaintCursor(filedAt: $0.filedAt, id: $0.id) }
        return ComplaintPage(complaints: rows, next: next)
    }

    func complaint(_ id: EntryReference) async throws -> ComplaintDetail? {
        let (said, judgements, answers, held) = world.withLock {
            ($0.said[id], $0.judgements[id] ?? [], $0.itemAnswers[id] ?? [], Set($0.files.keys))
        }
        guard let said else { return nil }
        let reading = reading(id)
        return ComplaintDetail(
            id: id, reading: reading,
            right: world.withLock { $0.isRightWithdrawn } ? nil : right, judgements: judgements,
            itemAnswers: answers, deadlines: reading.state?.deadlines() ?? [], held: held,
            said: said)
    }

    func say(
        _ said: ComplaintStatement, by person: String?, for request: KeyedRequest?
    ) async throws -> SigningOutcome {
        world.withLock { $0.speakers.append(person) }
        return signed(self.said(said, by: Self.hub))
    }

    func queue(_ query: ReviewQuery, for person: String?) async throws -> [ReviewItem] {
        world.withLock { $0.queued.append((query, person)) }
        let ids = world.withLock { Array($0.said.keys) }.sorted()
        var found: [(ReviewUrgency, ReviewItem)] = []
        for id in ids where query.complaint == nil || query.complaint == id {
            guard let state = state(id) else { continue }
            let judgements = world.withLock { $0.judgements[id] ?? [] }
            for listing in state.listings {
                let judgement = judgements.first { $0.place == listing.place }
                guard
                    let urgency = ReviewUrgency(
                        of: listing, in: state, harm: judgement?.harm ?? 0, now: query.now)
                else { continue }
                if listing.stage.awaitsObjection, let person,
                    listing.deciders.contains(decider(person))
                {
                    continue
                }
                found.append(
                    (
                        urgency,
                        ReviewItem(
                            complaint: id, place: listing.place, listing: listing.listing,
                            kind: listing.stage.awaitsObjection ? .objection : .decision,
                            stage: listing.stage, reason: judgement?.review,
                            ground: state.complaint.ground, band: urgency.band,
                            harm: urgency.harm, due: urgency.due,
                            seller: judgement?.capture?.seller)
                    ))
            }
        }
        return found.sorted { $0.0 < $1.0 }.prefix(query.limit).map(\.1)
    }

    func sellerLink(of complaint: EntryReference, places: [Int]) async throws -> SellerLink {
        world.withLock { world in
            let token = "token-\(world.linked.count)"
            let link = SellerLink(
                path: "/seller?token=\(token)", endsAt: Self.start + 1_000 * Self.hour)
            world.linked[token] = (complaint, places)
            world.links[token] = link
            return link
        }
    }

    func sellerCase(_ token: String) async throws -> SellerCase? {
        guard let (id, places) = world.withLock({ $0.linked[token] }), let state = state(id),
            let link = world.withLock({ $0.links[token] })
        else { return nil }
        return SellerCase(
            id: id, listings: places.map { state.listings[$0] }, ground: state.complaint.ground,
            right: state.complaint.right.key, endsAt: link.endsAt)
    }

    func figures(
        filed: Range<UInt64>?, in channels: Set<ChannelID>
    ) async throws -> [FigureKey: ComplaintFigures] {
        var fold = FigureFold(now: now())
        for id in world.withLock({ Array($0.said.keys) }) {
            if let state = state(id), channels.contains(id.origin.channel) { fold.add(state) }
        }
        return fold.figures
    }
}
