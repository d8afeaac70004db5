import ComplaintEvents

extension YearGenerator {
    /// What a ground rests on.
    static func kind(for ground: Complaint.Ground) -> EvidenceItem.Kind {
        switch ground {
        case .counterfeitFeatures: .photoComparison
        case .testBuy: .testBuyReport
        case .modelDoesNotExist: .catalogueExtract
        case .markInListing: .screenshot
        case .design, .copyright, .patent: .registryExtract
        }
    }

    /// Enough for the ground: at least one file of its kind that is specific.
    mutating func evidence(for ground: Complaint.Ground, isCareful: Bool) -> [EvidenceItem] {
        let strength: EvidenceItem.Strength =
            filingRandom.chance(isCareful ? 0.4 : 0.1) ? .independent : .specific
        var items = [
            EvidenceItem(kind: Self.kind(for: ground), strength: strength, digest: freshFile())
        ]
        if filingRandom.chance(isCareful ? 0.7 : 0.3) {
            items.append(EvidenceItem(kind: .statement, strength: .bare, digest: freshFile()))
        }
        if ground == .testBuy, filingRandom.chance(0.3) {
            items.append(
                EvidenceItem(kind: .laboratoryReport, strength: .independent, digest: freshFile()))
        }
        return items
    }

    /// Not enough: none, a bare statement, or the right file, unreadable.
    mutating func weakEvidence(for ground: Complaint.Ground) -> [EvidenceItem] {
        switch filingRandom.below(3) {
        case 0: []
        case 1: [EvidenceItem(kind: .statement, strength: .bare, digest: freshFile())]
        default:
            [
                EvidenceItem(
                    kind: Self.kind(for: ground), strength: .unreadable, digest: freshFile())
            ]
        }
    }

    /// A file for a false complaint: one used before, or one made for it.
    mutating func forgedEvidence(
        for ground: Complaint.Ground, strength: EvidenceItem.Strength, reuse: Double,
        files: inout [Digest]
    ) -> [EvidenceItem] {
        let file: Digest
        if !files.isEmpty, filingRandom.chance(reuse) {
            file = filingRandom.pick(files)
        } else {
            file = freshFile()
            files.append(file)
        }
        return [EvidenceItem(kind: Self.kind(for: ground), strength: strength, digest: file)]
    }
}
