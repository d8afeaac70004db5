import AllianceNames
import Complaints
import Statements
import TransparencyLog

/// A register whose node stops before it can note anything.
final class StumblingRegister: ComplaintRegister {
    struct Stopped: Error {}

    private let register: any ComplaintRegister

    private let unreadable: EntryReference?

    /// - Parameter unreadable: of which nothing that was noted can be read; where there is one, others can be noted.
    init(_ register: any ComplaintRegister, unreadable: EntryReference? = nil) {
        self.register = register
        self.unreadable = unreadable
    }

    func note(_ judgements: [ListingJudgement], of id: EntryReference) throws {
        guard unreadable != nil else { throw Stopped() }
        try register.note(judgements, of: id)
    }

    func catchUp() throws -> [EntryReference] { try register.catchUp() }
    func reading(of id: EntryReference) throws -> CaseReading? { try register.reading(of: id) }
    func page(_ query: ComplaintQuery) throws -> ComplaintPage { try register.page(query) }
    func queue(_ query: ReviewQuery) throws -> [ReviewItem] { try register.queue(query) }
    func mentions(of listing: Indicator, right key: String) throws -> [ListingMention] {
        try register.mentions(of: listing, right: key)
    }
    func decisions(of complainant: Complainant, since: UInt64) throws -> [DecidedListing] {
        try register.decisions(of: complainant, since: since)
    }
    func offers(
        _ query: OfferQuery, in channels: Set<ChannelID>, since: UInt64
    ) throws -> [DecidedOffer] {
        try register.offers(query, in: channels, since: since)
    }
    func uses(of files: Set<Digest>, in channels: Set<ChannelID>) throws -> [FileUse] {
        try register.uses(of: files, in: channels)
    }
    func accounts(
        bringingFilesBefore complainant: Complainant, in channels: Set<ChannelID>, since: UInt64
    ) throws -> [Complainant] {
        try register.accounts(bringingFilesBefore: complainant, in: channels, since: since)
    }
    func accusers(
        of sellers: Set<Indicator>, in channels: Set<ChannelID>, filed: ClosedRange<UInt64>
    ) throws -> [Indicator: [Complainant]] {
        try register.accusers(of: sellers, in: channels, filed: filed)
    }
    func unjudged(limit: Int) throws -> [EntryReference] { try register.unjudged(limit: limit) }
    func judgements(of id: EntryReference) throws -> [ListingJudgement] {
        guard id != unreadable else { throw Stopped() }
        return try register.judgements(of: id)
    }
    func keep(_ answers: [ItemAnswer], of id: EntryReference) throws {
        try register.keep(answers, of: id)
    }
    func itemAnswers(of id: EntryReference) throws -> [ItemAnswer] {
        try register.itemAnswers(of: id)
    }
    func dueItems(now: UInt64, limit: Int) throws -> [DueItem] {
        try register.dueItems(now: now, limit: limit)
    }
    func dueOrders(now: UInt64, limit: Int) throws -> [OrderedListing] {
        try register.dueOrders(now: now, limit: limit)
    }
    func fire(now: UInt64, limit: Int, _ act: ([Deadline]) throws -> Void) throws -> UInt64? {
        try register.fire(now: now, limit: limit, act)
    }
    func figures(_ query: FigureQuery) throws -> [FigureKey: ComplaintFigures] {
        try register.figures(query)
    }
}
