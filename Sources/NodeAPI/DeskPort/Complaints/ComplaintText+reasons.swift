import Complaints
import Statements

/// Why something is as it is in a complaint, in people's words.
extension ComplaintText {
    init(_ check: FilingCheck) {
        self =
            switch check {
            case .rightUnknown: .checkRightUnknown
            case .rightNotYetInForce: .checkNotYet
            case .rightExpired: .checkExpired
            case .notTheOwner: .checkNotOwner
            case .authorisationExpired: .checkAuthorisation
            case .rightOfAnotherKind: .checkKind
            case .evidenceMissing: .checkEvidence
            case .goodFaithMissing: .checkGoodFaith
            case .complainantSuspended: .checkSuspended
            case .listingUnknown: .checkListing
            case .countryNotCovered: .checkCountry
            case .classNotCovered: .checkClass
            case .markNotInListing: .checkMark
            case .authorisedSeller: .checkSeller
            case .duplicate: .checkDuplicate
            case .alreadyDecided: .checkDecided
            }
    }

    init(mending check: FilingCheck) {
        self =
            switch check {
            case .rightUnknown: .mendRightUnknown
            case .rightNotYetInForce: .mendNotYet
            case .rightExpired: .mendExpired
            case .notTheOwner: .mendNotOwner
            case .authorisationExpired: .mendAuthorisation
            case .rightOfAnotherKind: .mendKind
            case .evidenceMissing: .mendEvidence
            case .goodFaithMissing: .mendGoodFaith
            case .complainantSuspended: .mendSuspended
            case .listingUnknown: .mendListing
            case .countryNotCovered: .mendCountry
            case .classNotCovered: .mendClass
            case .markNotInListing: .mendMark
            case .authorisedSeller: .mendSeller
            case .duplicate: .mendDuplicate
            case .alreadyDecided: .mendDecided
            }
    }

    package init(_ reason: DecisionReason) {
        self =
            switch reason {
            case .counterfeit: .reasonCounterfeit
            case .markInfringed: .reasonMark
            case .designInfringed: .reasonDesign
            case .workCopied: .reasonWork
            case .patentInfringed: .reasonPatent
            case .testBuyFound: .reasonTestBuy
            case .sellerRepeats: .reasonRepeats
            case .genuineGoods: .reasonGenuine
            case .greyMarket: .reasonGrey
            case .sellerAuthorised: .reasonAuthorised
            case .markNotUsed: .reasonMarkNotUsed
            case .rightNotInfringed: .reasonNotInfringed
            case .evidenceNotEnough: .reasonEvidence
            case .listingGone: .reasonGone
            case .scoreAbove: .reasonScoreAbove
            case .scoreBelow: .reasonScoreBelow
            case .objectionFounded: .reasonFounded
            case .objectionUnfounded: .reasonUnfounded
            }
    }

    init(_ reason: Lane.ReviewReason) {
        self =
            switch reason {
            case .notWitnessed: .reviewNotWitnessed
            case .notScored: .reviewNotScored
            case .unclear: .reviewUnclear
            case .notInGoodFaithLane: .reviewNotInLane
            case .storefront: .reviewStorefront
            case .reinstatedBefore: .reviewReinstated
            case .rightAwaited: .reviewRightAwaited
            }
    }

    init(_ reason: CounterNotice.Reason) {
        self =
            switch reason {
            case .genuineGoods: .counterGenuine
            case .authorisedSeller: .counterAuthorised
            case .ownRight: .counterOwnRight
            case .markNotUsed: .counterMarkNotUsed
            case .rightNotValidHere: .counterNotValid
            case .other: .counterOther
            }
    }

    init(_ reason: ClockPause.Reason) {
        self =
            switch reason {
            case .authorityRequest: .pauseAuthority
            case .courtProceedings: .pauseCourt
            case .marketplaceOutage: .pauseOutage
            case .complainantRequest: .pauseComplainant
            }
    }

    init(_ reason: Reinstatement.Reason) {
        self =
            switch reason {
            case .ownReview: .backOwnReview
            case .auditSample: .backSample
            case .courtOrder: .backCourt
            case .rightEnded: .backRightEnded
            case .other: .backOther
            }
    }

    init(_ kind: ComplaintOutcome.Kind) {
        self =
            switch kind {
            case .takenDown: .outcomeTakenDown
            case .restored: .outcomeRestored
            case .escalated: .outcomeEscalated
            case .seized: .outcomeSeized
            case .testBuyCounterfeit: .outcomeCounterfeit
            case .testBuyGenuine: .outcomeGenuine
            }
    }

    init(_ refusal: TransitionRefusal) {
        self =
            switch refusal {
            case .complaintUnknown: .refusalUnknown
            case .notThePlatform: .refusalNotPlatform
            case .notTheComplainant: .refusalNotComplainant
            case .complainantMissing: .refusalNobody
            case .listingUnknown: .refusalListing
            case .stage: .refusalStage
            case .answersAnother: .refusalAnother
            case .automatic: .refusalAutomatic
            case .samePerson: .refusalSamePerson
            case .windowClosed: .refusalWindow
            case .tooMany: .refusalTooMany
            case .nothingOrdered: .refusalNothing
            }
    }
}
