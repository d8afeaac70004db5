import ComplaintEvents

/// Which files came before, and which accounts have used the same.
struct FileBook {
    private struct Use {
        let complainant: Int
        let sellers: Set<Int>
    }

    /// Of one file; later ones say nothing more.
    private static let usesMax = 16

    private var uses: [Digest: [Use]] = [:]
    private var linked: [Int: Set<Int>] = [:]

    /// - Returns: whether a file came before from another account, or about sellers none of whom is
    ///   complained of now.
    mutating func take(_ complaint: Complaint, about sellers: Set<Int>) -> Bool {
        var isReused = false
        for item in complaint.evidence {
            let before = uses[item.digest] ?? []
            for use in before {
                if use.complainant != complaint.complainant {
                    linked[complaint.complainant, default: []].insert(use.complainant)
                    linked[use.complainant, default: []].insert(complaint.complainant)
                    isReused = true
                } else if use.sellers.isDisjoint(with: sellers) {
                    isReused = true
                }
            }
            if before.count < Self.usesMax {
                uses[item.digest, default: []].append(
                    Use(complainant: complaint.complainant, sellers: sellers))
            }
        }
        return isReused
    }

    func accounts(linkedTo complainant: Int) -> [Int] { (linked[complainant] ?? []).sorted() }
}
