import AllianceNames
import Complaints
import Statements

/// What the files that a complaint came with say of it: whether they came before, and which accounts brought the same.
struct FileTies {
    /// A file came before from another account, or about sellers none of whom is complained of now.
    private(set) var isReused = false
    /// Other accounts that brought a file which this complaint came with.
    private(set) var accounts: Set<Complainant> = []

    /// - Parameters:
    ///   - uses: of the files of `state`, its own among them.
    ///   - sellers: that it names, as far as marketplaces tell.
    init(_ uses: [FileUse], of state: CaseState, about sellers: Set<Indicator>) {
        for use in uses where use.complaint != state.id {
            let isOther = use.complainant != state.complainant
            if isOther { accounts.insert(use.complainant) }
            // What comes later says nothing against who was first.
            guard (use.filedAt, use.complaint) < (state.time, state.id) else { continue }
            // Of sellers that nobody knows nothing is said.
            let isElsewhere =
                !use.sellers.isEmpty && !sellers.isEmpty && use.sellers.isDisjoint(with: sellers)
            if isOther || isElsewhere { isReused = true }
        }
    }
}
