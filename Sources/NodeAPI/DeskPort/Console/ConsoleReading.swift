package import AllianceNames
package import Evidence
package import MergedView
package import SignIn
package import Statements

/// What the console asks its node. It reads and never writes: nothing that is asked here is shared,
/// signed or kept.
///
/// A `PeerProblem` that is thrown is shown to the caller.
package protocol ConsoleReading: Sendable {
    /// The same for one who asks: what is marked so that it may not see it, or not take it away, is as if
    /// it were not there.
    ///
    /// - Parameter exporting: it is to leave the desk in a file, for people of this member.
    func reading(for asker: Asker, exporting: Bool) -> any ConsoleReading

    /// Display names of all members that the register has ever named.
    func memberNames() -> [MemberID: String]

    /// Those that the asker may see, or take away from.
    func channels() -> Set<ChannelID>

    func overview() async throws -> ConsoleOverview

    func exchange() async throws -> ExchangeHealth

    /// - Parameter query: of its channels those are searched that the asker may see; where it names none, all
    ///   that the asker may see.
    func search(_ query: SearchQuery) async throws -> SearchPage

    /// How the hits of the same query divide, over all its pages.
    func facets(of query: SearchQuery) async throws -> SearchFacets

    /// Hits of the same query by what was said since, as far as `searched` told then.
    func newHits(of query: SearchQuery, since frontier: ViewFrontier) async throws -> NewHits

    /// What a search that is run now finds all of.
    func searched() async throws -> ViewFrontier

    /// All that is said of an identifier.
    func record(of indicator: Indicator) async throws -> IdentifierRecord

    /// What is known of each of them, in their order; nil where nobody's report stands.
    func known(_ indicators: [Indicator]) async throws -> [IndicatorState?]

    /// Members' marks in each of these texts, in their order; the surest first.
    func marks(in texts: [TextWithMarks]) async throws -> [[MarkInText]]

    /// A page of at most `limit` groups of linked sellers, those with the newest links first.
    ///
    /// - Parameter cursor: the `next` of the page before.
    func linkedSellers(
        after cursor: SearchCursor?, limit: Int
    ) async throws -> LinkedSellersList

    /// That an entry is in its log, for anybody to verify offline; nil where no signed checkpoint covers
    /// it here.
    func proof(of dot: StatementDot) async throws -> EntryProof?

    /// What is said of an identifier, in a file that proves itself; nil where there is nothing that the asker
    /// may take away. It is of what `reading(for:exporting:)` lets through.
    ///
    /// - Throws: `EvidenceError` for more than a bundle holds.
    func bundle(_ request: BundleRequest) async throws -> VerifiedBundle?
}
