package import Accounts
import Complaints
import Statements

/// The texts of accounts' pages. What they say in a language stands in that language's file in `Languages`.
package enum AccountPageText: Hashable, CaseIterable, Sendable {
    case title, lead, applyTitle, applyLead, organisation, email, country, isAgent, rights,
        rightsHint, applyButton, wrong, mailedTitle, mailed, signInTitle, signInLead,
        signInButton, needed, confirmLead, confirmApplication, confirmButton, linkOver,
        tooMany, signOut, homeTitle, stage, stageApplied, stageCodeSent, stageVerified,
        stageSuspended, stageClosed, codeTitle, codeLead, codeField, codeButton, rightsTitle,
        confirmed, unconfirmed, none, addRight, office, number, clientsTitle, client, until,
        accepted, notAccepted, addClient, document, endDate, endClient, complaintsTitle, newer,
        older, fileLink, fileTitle, fileNothing, right, ground, listings, listingsHint,
        items, itemsHint, itemsTitle, explanation, goodFaith, declaredBy, evidence, evidenceRole,
        fileButton, failedTitle, filed, filedAt, pending, listing, complaintTitle,
        reasons, asked, answer,
        text, appealTitle, appealButton, withdrawTitle, withdrawButton, stFiled, stEvidence,
        stReturned, stRefiled, stDown, stRefused, stContested, stAppealed, stUpheld,
        stRefusalUpheld, stReinstated, stWithdrawn, grFeatures, grTestBuy, grModel, grMark,
        grDesign, grCopyright, grPatent, roCapture, roPhotographs, roTestBuy, roReceipt,
        roRange, roRegistration, roWork, roChart, roAuthorisation, roJudgment, roOther,
        mgTitle, mgLead, mgNone, mgApplied, mgRead, mgAddress, mgSend, mgOwn, mgFor, mgUnder,
        mgAttempts, mgReason, mgSuspend, mgResume, mgClose, mgRecord, mgWhen, mgWhat, mgBy,
        mgDownload, mgHolder, doApply, doAddRight, doAddClient, doRenew, doEndClient, doAccept,
        doSendCode, doEnterCode, doMissCode, doChangeAddress, doEndRight, doSuspend, doResume,
        doClose

    init(_ stage: AccountStage) {
        self =
            switch stage {
            case .applied: .stageApplied
            case .codeSent: .stageCodeSent
            case .verified: .stageVerified
            case .suspended: .stageSuspended
            case .closed: .stageClosed
            }
    }

    init(_ stage: ListingStage) {
        self =
            switch stage {
            case .filed: .stFiled
            case .evidenceRequested: .stEvidence
            case .returned: .stReturned
            case .refiled: .stRefiled
            case .takenDown: .stDown
            case .refused: .stRefused
            case .contested: .stContested
            case .appealed: .stAppealed
            case .takedownUpheld: .stUpheld
            case .refusalUpheld: .stRefusalUpheld
            case .reinstated: .stReinstated
            case .withdrawn: .stWithdrawn
            }
    }

    init(_ ground: Complaint.Ground) {
        self =
            switch ground {
            case .counterfeitFeatures: .grFeatures
            case .testBuy: .grTestBuy
            case .modelDoesNotExist: .grModel
            case .markInListing: .grMark
            case .design: .grDesign
            case .copyright: .grCopyright
            case .patent: .grPatent
            }
    }

    init(_ role: EvidenceFile.Role) {
        self =
            switch role {
            case .listingCapture: .roCapture
            case .featurePhotographs: .roPhotographs
            case .testBuyReport: .roTestBuy
            case .purchaseReceipt: .roReceipt
            case .productRange: .roRange
            case .registration: .roRegistration
            case .originalWork: .roWork
            case .claimChart: .roChart
            case .authorisation: .roAuthorisation
            case .judgment: .roJudgment
            case .other: .roOther
            }
    }

    /// What was done to an account, in its record.
    package init(_ transition: AccountTransition) {
        self =
            switch transition {
            case .apply: .doApply
            case .addRight: .doAddRight
            case .addClient: .doAddClient
            case .renewAuthorisation: .doRenew
            case .endClient: .doEndClient
            case .acceptAuthorisation: .doAccept
            case .sendCode: .doSendCode
            case .enterCode: .doEnterCode
            case .missCode: .doMissCode
            case .changeAddress: .doChangeAddress
            case .endRight: .doEndRight
            case .suspend: .doSuspend
            case .resume: .doResume
            case .close: .doClose
            }
    }

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.account(self)
    }
}
