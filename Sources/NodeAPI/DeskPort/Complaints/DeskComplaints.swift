package import AllianceNames
package import Complaints
package import Statements
package import TransparencyLog

/// What the desk asks its node about complaints, whichever side it is on: `docs/complaints.md`.
///
/// - Throws: a `PeerProblem` is shown to who asks.
package protocol DeskComplaints: Sendable {
    /// Whether this member decides complaints.
    var isPlatform: Bool { get }

    /// The channels of desks that this member reads.
    func channels() -> [ChannelID]

    /// The wall's clock, in milliseconds since 1970.
    func now() -> UInt64

    // MARK: Filing

    /// All that is wrong with a complaint before it is sent. Nothing of it is kept or shared.
    func check(_ complaint: Complaint, in channel: ChannelID) async throws -> [FilingFailure]

    /// Checks it and signs it into this member's log. Durable on return.
    ///
    /// - Parameter request: where it came with a key; it is done once, however often it comes.
    /// - Returns: all that is wrong, with nothing signed, where anything is.
    func file(
        _ complaint: Complaint, in channel: ChannelID, for request: KeyedRequest?
    ) async throws -> FilingOutcome

    /// Keeps a file that a statement will name, durable on return: judged by its first bytes, of a bounded size.
    func keep(_ bytes: [UInt8]) async throws -> KeptEvidence

    /// A file that a statement in the course of the complaint names; nil where it is not here yet, or not named.
    func evidence(_ digest: Digest, of complaint: EntryReference) async throws -> EvidenceBytes?

    // MARK: Following

    func page(_ query: ComplaintQuery) async throws -> ComplaintPage

    /// Nil where there is none that this member may read.
    func complaint(_ id: EntryReference) async throws -> ComplaintDetail?

    /// Signs what this member, or one of its people, says in a complaint's course, where its state allows it now.
    ///
    /// - Parameter person: who says it, where a person does: a decision is by this person.
    /// - Throws: a problem with status 409 where the state refuses it, with the reason.
    func say(
        _ said: ComplaintStatement, by person: String?, for request: KeyedRequest?
    ) async throws -> SigningOutcome

    // MARK: At the platform

    /// What people have to decide, most urgent first.
    ///
    /// - Parameter person: whose own decisions it leaves out, where these are objected to.
    func queue(_ query: ReviewQuery, for person: String?) async throws -> [ReviewItem]

    /// The name under which a person's decisions are signed.
    func decider(_ person: String) -> String

    /// An address of this desk under which a seller may answer for listings, until it ends.
    /// - Returns: the path and query, and when it ends, in milliseconds since 1970.
    func sellerLink(of complaint: EntryReference, places: [Int]) async throws -> SellerLink

    /// What a link was made for; nil for one that is not this desk's, or has ended.
    func sellerCase(_ token: String) async throws -> SellerCase?

    // MARK: Figures

    func figures(
        filed: Range<UInt64>?, in channels: Set<ChannelID>
    ) async throws -> [FigureKey: ComplaintFigures]
}

package enum FilingOutcome: Sendable {
    /// Nothing was signed.
    case failed([FilingFailure])
    case answered(SigningOutcome)
}

package struct KeptEvidence: Hashable, Sendable {
    package let digest: Digest
    package let mediaType: String
    package let byteCount: UInt64

    package init(digest: Digest, mediaType: String, byteCount: UInt64) {
        self.digest = digest
        self.mediaType = mediaType
        self.byteCount = byteCount
    }
}

/// A file as it is handed out: never shown where something would run it.
package struct EvidenceBytes: Sendable {
    package let mediaType: String
    package let bytes: [UInt8]

    package init(mediaType: String, bytes: [UInt8]) {
        self.mediaType = mediaType
        self.bytes = bytes
    }
}

/// One complaint, with what only this node knows of it.
package struct ComplaintDetail: Sendable {
    package let id: EntryReference
    package let reading: CaseReading
    /// The right, where one that counts is stated.
    package let right: Right?
    /// Of the platform's own node; empty elsewhere.
    package let judgements: [ListingJudgement]
    /// What owners said of goods that were bought; of the platform's own node as well.
    package let itemAnswers: [ItemAnswer]
    /// What there is to do by when.
    package let deadlines: [Deadline]
    /// Files that statements name and that are held here.
    package let held: Set<Digest>
    /// The statements in its course, with what people wrote in them.
    package let said: [EntryReference: ComplaintStatement]

    package init(
        id: EntryReference, reading: CaseReading, right: Right?,
        judgements: [ListingJudgement] = [], itemAnswers: [ItemAnswer] = [],
        deadlines: [Deadline] = [], held: Set<Digest> = [],
        said: [EntryReference: ComplaintStatement] = [:]
    ) {
        self.id = id
        self.reading = reading
        self.right = right
        self.judgements = judgements
        self.itemAnswers = itemAnswers
        self.deadlines = deadlines
        self.held = held
        self.said = said
    }
}

package struct SellerLink: Hashable, Sendable {
    package let path: String
    /// Milliseconds since 1970.
    package let endsAt: UInt64

    package init(path: String, endsAt: UInt64) {
        self.path = path
        self.endsAt = endsAt
    }
}

/// What a seller sees of a complaint: its own listings, why they are down, and nothing of anybody else's.
package struct SellerCase: Sendable {
    package let id: EntryReference
    package let listings: [ListingState]
    package let ground: Complaint.Ground
    /// As `Right.key`.
    package let right: String
    package let endsAt: UInt64

    package init(
        id: EntryReference, listings: [ListingState], ground: Complaint.Ground, right: String,
        endsAt: UInt64
    ) {
        self.id = id
        self.listings = listings
        self.ground = ground
        self.right = right
        self.endsAt = endsAt
    }
}
