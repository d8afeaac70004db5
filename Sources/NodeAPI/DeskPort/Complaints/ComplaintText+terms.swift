import Complaints
import Statements

/// The terms of complaints in people's words.
extension ComplaintText {
    init(_ stage: ListingStage) {
        self =
            switch stage {
            case .filed: .stageFiled
            case .evidenceRequested: .stageEvidence
            case .returned: .stageReturned
            case .refiled: .stageRefiled
            case .takenDown: .stageTakenDown
            case .refused: .stageRefused
            case .contested: .stageContested
            case .appealed: .stageAppealed
            case .takedownUpheld: .stageTakedownUpheld
            case .refusalUpheld: .stageRefusalUpheld
            case .reinstated: .stageReinstated
            case .withdrawn: .stageWithdrawn
            }
    }

    init(_ ground: Complaint.Ground) {
        self =
            switch ground {
            case .counterfeitFeatures: .groundFeatures
            case .testBuy: .groundTestBuy
            case .modelDoesNotExist: .groundModel
            case .markInListing: .groundMark
            case .design: .groundDesign
            case .copyright: .groundCopyright
            case .patent: .groundPatent
            }
    }

    init(_ verdict: ComplaintDecision.Verdict) {
        self =
            switch verdict {
            case .takeDown: .verdictTakeDown
            case .refuse: .verdictRefuse
            case .return: .verdictReturn
            }
    }

    init(_ scope: ComplaintDecision.Scope) {
        self =
            switch scope {
            case .listing: .scopeListing
            case .product: .scopeProduct
            case .storefront: .scopeStorefront
            }
    }

    init(_ role: EvidenceFile.Role) {
        self =
            switch role {
            case .listingCapture: .roleCapture
            case .featurePhotographs: .roleFeatures
            case .testBuyReport: .roleReport
            case .purchaseReceipt: .roleReceipt
            case .productRange: .roleRange
            case .registration: .roleRegistration
            case .originalWork: .roleWork
            case .claimChart: .roleChart
            case .authorisation: .roleAuthorisation
            case .judgment: .roleJudgment
            case .other: .roleOther
            }
    }

    init(_ transition: Transition) {
        self =
            switch transition {
            case .file: .stepFile
            case .requestEvidence: .stepRequest
            case .supplyEvidence: .stepSupply
            case .return: .stepReturn
            case .refile: .stepRefile
            case .takeDown: .stepTakeDown
            case .refuse: .stepRefuse
            case .affirm: .stepAffirm
            case .reverseRefusal: .stepReverseRefusal
            case .counter: .stepCounter
            case .appeal: .stepAppeal
            case .upholdTakedown: .stepUpholdTakedown
            case .overturnTakedown: .stepOverturnTakedown
            case .upholdRefusal: .stepUpholdRefusal
            case .overturnRefusal: .stepOverturnRefusal
            case .reinstate: .stepReinstate
            case .withdraw: .stepWithdraw
            case .confirmTakedown: .stepConfirmTakedown
            case .confirmRestoration: .stepConfirmRestoration
            case .escalate: .stepEscalate
            case .hold: .stepHold
            case .pause: .stepPause
            case .record: .stepRecord
            }
    }

    init(_ kind: Deadline.Kind) {
        self =
            switch kind {
            case .decisionWarning: .dueWarning
            case .decisionEscalation: .dueEscalation
            case .decisionDue: .dueDecision
            case .evidenceDue: .dueEvidence
            case .pauseEnds: .duePause
            case .objectionEscalation: .dueObjectionEscalation
            case .objectionDue: .dueObjection
            case .objectionWindowEnds: .dueWindow
            case .holdEnds: .dueHold
            case .orderUnconfirmed: .dueOrder
            case .customsEscalation: .dueCustomsEscalation
            case .customsDue: .dueCustoms
            }
    }

    init(_ band: ReviewUrgency.Band) {
        self =
            switch band {
            case .escalated: .bandEscalated
            case .warned: .bandWarned
            case .inTime: .bandInTime
            }
    }

    init(_ kind: ReviewQuery.Kind) {
        self =
            switch kind {
            case .decision: .kindDecision
            case .objection: .kindObjection
            case .sample: .kindSample
            }
    }
}
