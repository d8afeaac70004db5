package import GS1
package import ProductAuthentication

/// From the owner's answer to one of the 14 outcomes. The order is the standard's: first whether what
/// is printed matches, then whether the item is fit.
package enum VerificationDecision {
    /// - Parameter now: milliseconds since 1970, against which extensions are held.
    /// - Returns: nil where the owner has not said whether the number is its own, or was not to be asked.
    package static func outcome(
        of judgement: Judgement, item: ItemIdentifiers, policy: VerificationPolicy, at now: UInt64
    ) -> VerificationOutcome? {
        let reasons = Set(judgement.reasons)
        // A set of numbers holds neither lots nor dates, and a former owner not what became of the item since.
        guard reasons.isDisjoint(with: [.ownerUnreachable, .answerNotVerified]) else { return nil }
        if reasons.contains(.notDisclosed) { return .noReason }
        if let mismatch = mismatch(reasons) {
            return policy.tellsWhatDiffers ? mismatch : .noReason
        }
        guard reasons.contains(.serialIssued) else { return nil }
        if !reasons.isDisjoint(with: policy.illegitimate) { return .illegitimate }
        if !reasons.isDisjoint(with: policy.suspect) || judgement.verdict == .counterfeitSuspected {
            return .suspect
        }
        if !reasons.isDisjoint(with: policy.undisclosed) { return .undisclosed }
        if reasons.contains(.recalled) {
            return policy.recalledVerifies ? .recalledVerified : .recalledRefused
        }
        if reasons.contains(.expired) {
            if isExtended(item, policy, at: now) { return .expirationExtended }
            return policy.expiredVerifies ? .expiredVerified : .expiredRefused
        }
        return .verified
    }

    private static func mismatch(_ reasons: Set<ReasonCode>) -> VerificationOutcome? {
        if reasons.contains(.serialUnknown) { return .unknownSerial }
        return switch (reasons.contains(.lotMismatch), reasons.contains(.expiryMismatch)) {
        case (true, true): .otherLotAndExpiry
        case (true, false): .otherLot
        case (false, true): .otherExpiry
        case (false, false): nil
        }
    }

    private static func isExtended(
        _ item: ItemIdentifiers, _ policy: VerificationPolicy, at now: UInt64
    ) -> Bool {
        policy.extensions.contains { $0.lot == item.lot && now < $0.until.end(seenAt: now) }
    }
}
