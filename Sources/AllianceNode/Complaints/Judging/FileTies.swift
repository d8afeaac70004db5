import AllianceNames
import Complaints
import Statements

/// What the files that a complaint came with say of it: whether they came before, and which accounts brought them first.
///
/// Who brings a file after an account did says nothing of it: whoever is complained of may come to have a file, and
/// could bring it with complaints that are wrong.
struct FileTies {
    /// A file came first from another account, or came before about sellers none of whom is complained of now.
    private(set) var isReused = false
    /// Other accounts that brought a file of this complaint before its account did.
    private(set) var accounts: Set<Complainant> = []

    /// - Parameters:
    ///   - uses: of the files of `state`, its own among them; of each file the earliest first.
    ///   - sellers: that it names, as far as marketplaces tell.
    init(_ uses: [FileUse], of state: CaseState, about sellers: Set<Indicator>) {
        for uses in Dictionary(grouping: uses, by: \.file).values {
            let others = uses.before(state.complainant)
            accounts.formUnion(others.map(\.complainant))
            let isElsewhere = uses.contains { use in
                // Of sellers that nobody knows nothing is said.
                use.complainant == state.complainant && use.complaint != state.id
                    && (use.filedAt, use.complaint) < (state.time, state.id)
                    && !use.sellers.isEmpty && !sellers.isEmpty
                    && use.sellers.isDisjoint(with: sellers)
            }
            if !others.isEmpty || isElsewhere { isReused = true }
        }
    }
}
