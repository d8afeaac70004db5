package import GS1
package import ProductAuthentication

/// What the manufacturer decides for itself about verification messages: the standard leaves it open
/// whether a recalled or expired item verifies, and how much is said.
package struct VerificationPolicy: Hashable, Sendable {
    /// A later expiry that the regulator has granted to a lot.
    package struct Extension: Hashable, Sendable {
        package let lot: Lot
        package let until: ExpiryDate

        package init(lot: Lot, until: ExpiryDate) {
            self.lot = lot
            self.until = until
        }
    }

    package var recalledVerifies = false
    package var expiredVerifies = false
    /// Whether a mismatch is told apart: number, lot, expiry.
    package var tellsWhatDiffers = true
    /// Reasons that make an item illegitimate: found to be counterfeit, diverted or stolen.
    package var illegitimate: Set<ReasonCode> = [.stolen]
    /// Reasons that make it suspect.
    package var suspect: Set<ReasonCode> = [
        .destroyed, .stateConflict, .impossibleTravel, .scanRate,
    ]
    /// Reasons for which it is not fit to be sold, without saying why.
    package var undisclosed: Set<ReasonCode> = [.sample, .locked]
    package var extensions: [Extension] = []
    /// Who answers, as a global location number; nil leaves `responderGLN` out.
    package var responder: GLN?
    /// Who may ask; none says every member.
    package var requesters: [GLN] = []

    package init() {}
}
