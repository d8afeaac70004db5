package import Complaints
package import Statements

/// What the desk asks its node about those who complain without ground, or infringe, again and again:
/// `docs/complaint-desk.md`. A platform takes measures; whoever else reads its desk sees those.
///
/// - Throws: a `PeerProblem` is shown to who asks.
package protocol DeskMeasures: Sendable {
    /// Whether this member takes measures.
    var isPlatform: Bool { get }

    /// The wall's clock, in milliseconds since 1970.
    func now() -> UInt64

    /// At the platform: those for whom more than a notice is due, or a measure lasts, the strictest first. Elsewhere
    /// none.
    func due() async throws -> CutList<LadderStanding>

    /// The newest measures that this member reads, also those that were lifted; those begun last first.
    func measures() async throws -> CutList<TakenMeasure>

    /// What this member reads that was done about one, the newest first.
    func measures(against party: LadderParty) async throws -> CutList<TakenMeasure>

    /// Where somebody stands, computed anew. Elsewhere than at the platform, only what was done about it.
    func standing(of party: LadderParty) async throws -> LadderStanding

    /// Signs a measure that a person takes. Durable on return.
    ///
    /// - Throws: a problem with status 409 where nothing as strict is due, with what is.
    func take(
        _ measure: NewMeasure, by person: String, for request: KeyedRequest?
    ) async throws -> SigningOutcome

    /// Signs that a measure ends: it counts as if it had not been taken.
    ///
    /// - Throws: a problem with status 404 for what is no measure of this platform, 409 for one that was lifted.
    func lift(
        _ measure: EntryReference, text: String, by person: String, for request: KeyedRequest?
    ) async throws -> SigningOutcome
}

/// The beginning of a list, and whether it goes on.
package struct CutList<Item: Sendable>: Sendable {
    package let items: [Item]
    package let isCut: Bool

    /// - Parameter found: with one more than there may be, where there are so many.
    package init(_ found: some Sequence<Item>, max: Int) {
        let found = Array(found.prefix(max + 1))
        (items, isCut) = (Array(found.prefix(max)), found.count > max)
    }
}

/// How long the lists of measures are.
package enum MeasureLists {
    /// Of those for whom most is known.
    package static let dueMax = 200
    /// Of measures, the newest.
    package static let takenMax = 500
}
