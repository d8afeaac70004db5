import Statements

/// What pages say of a problem, by its keyword: each that a person can meet, so that nobody has to read English to know
/// what was refused. What they say in a language stands in that language's file in `Languages`; in English it is the
/// detail of the problem itself.
///
/// A keyword that covers different mistakes has a sentence that is true of all of them, and leads to the detail.
package enum ProblemText: String, CaseIterable, Sendable {
    /// Of a keyword that has no sentence of its own.
    case other
    // Any page.
    case noSuchPath = "no-such-path"
    case methodNotAllowed = "method-not-allowed"
    case target
    case targetTooLong = "target-too-long"
    case query
    case form
    case mediaType = "media-type"
    case bodyTooLarge = "body-too-large"
    case headersTooLarge = "headers-too-large"
    case brokenOff = "broken-off"
    case requestTimeout = "request-timeout"
    case connectionLimit = "connection-limit"
    case busy
    case failed = "internal"
    case auditUnwritable = "audit-unwritable"
    case registerExpired = "roster-expired"
    case personsUnreadable = "persons-unreadable"
    case changedMeanwhile = "changed-meanwhile"
    case language
    case keyNotHeld = "key-not-held"
    // Who may.
    case crossSite = "cross-site"
    case noCertificate = "no-certificate"
    case notOwnSystem = "not-own-system"
    case roleMissing = "role-missing"
    case purposeNeeded = "purpose-needed"
    case noProvider = "no-provider"
    case secondLook = "second-look"
    // What is looked up and taken away.
    case identifier
    case entry
    case name
    case noProof = "no-proof"
    case noEvidence = "no-evidence"
    case bundleTooLarge = "bundle-too-large"
    case bundleTooMany = "bundle-too-many"
    case bundleLogEnd = "bundle-log-end"
    case bundleUnsound = "bundle-does-not-hold"
    case exportHeld = "export-held"
    case exportsHeld = "exports-held"
    case exportNotHeld = "export-not-held"
    case exportOwn = "export-own"
    // What is signed.
    case signing
    case logUnconfirmed = "own-log-unconfirmed"
    case statement = "statement-refused"
    case nothingToWithdraw = "nothing-to-withdraw"
    case sentBefore = "idempotency-key-reused"
    case sentJustNow = "idempotency-key-in-use"
    case tooManySent = "idempotency-keys"
    // Lists that are sent.
    case workbooksOff = "workbooks-off"
    case workbookBroken = "workbook-broken"
    case workbookUnread = "workbook-unread"
    case workbookTooLarge = "workbook-too-large"
    case workbookOld = "workbook-old"
    // Drafts, cases and inquiries.
    case noCasework = "no-such-casework"
    case reportForm = "report-form"
    case draftStage = "draft-stage"
    case draftAuthor = "draft-author"
    case draftRows = "draft-rows"
    case draftRow = "draft-row"
    case draftRowsDiffer = "draft-rows-differ"
    case entrustedStage = "entrusted-stage"
    case notAPublisher = "not-a-publisher"
    case caseForm = "case-form"
    case caseClosed = "case-closed"
    case notAColleague = "not-a-colleague"
    case handOver = "hand-over"
    case tooMany = "too-many"
    case tooLarge = "too-large"
    case text
    case fileKind = "file-kind"
    case inquiryForm = "inquiry-form"
    case inquiryState = "inquiry-state"
    case inquirySide = "inquiry-side"
    case inquiryFull = "inquiry-full"
    case inquiryMember = "inquiry-member"
    case inquiryHours = "inquiry-hours"
    // Rights and their names.
    case rightForm = "right-form"
    case markName = "name-empty"
    // Complaints, by form and in their course.
    case complaint
    case noComplaint = "no-complaint"
    case noDesk = "no-desk"
    case noFile = "no-file"
    case complaintForm = "complaint-form"
    case list
    case listings
    case listedItem = "listed-item"
    case right
    case evidence
    case evidenceLength = "evidence-length"
    case evidenceType = "evidence-type"
    case evidenceNotHeld = "evidence-not-held"
    case evidenceRoom = "evidence-room"
    case marketplaceUnreachable = "marketplace-unreachable"
    case notFiled = "not-filed"
    case notInACourse = "not-in-a-course"
    case severalSellers = "several-sellers"
    case nothingToAnswer = "nothing-to-answer"
    case complaintUnknown = "complaint-unknown"
    case notThePlatform = "not-the-platform"
    case notTheComplainant = "not-the-complainant"
    case complainantMissing = "complainant-missing"
    case listingUnknown = "listing-unknown"
    case stage
    case answersAnother = "answers-another"
    case automatic
    case samePerson = "same-person"
    case windowClosed = "window-closed"
    case nothingOrdered = "nothing-ordered"
    // Measures, and the work for marketplaces.
    case party
    case noMeasure = "no-measure"
    case notDue = "not-due"
    case tooStrict = "too-strict"
    case hasNoEnd = "no-end"
    case end
    case liftedAlready = "lifted"
    case noProposal = "no-proposal"
    case settled
    case noOrder = "no-order"
    // Notices.
    case notThere = "not-there"
    case hours
    case mark
    case forPersons = "for-persons"
    case webhookAddress = "webhook-address"
    case webhookHost = "webhook-host"
    case quietHours = "quiet-hours"
    case timeZone = "time-zone"
    // Accounts of rights holders.
    case accountText = "account-text"
    case accountEmail = "account-email"
    case accountCountry = "account-country"
    case accountRight = "account-right"
    case accountRightTwice = "account-right-twice"
    case accountRightsMissing = "account-rights-missing"
    case accountStage = "account-stage"
    case accountNotAnAgent = "account-not-an-agent"
    case accountClientKnown = "account-client-known"
    case accountClientUnknown = "account-client-unknown"
    case accountAuthorisationEnd = "account-authorisation-end"
    case accountAuthorisationUnread = "account-authorisation-not-accepted"
    case accountDocument = "account-document"
    case accountDocumentUnknown = "account-document-unknown"
    case accountNothingToConfirm = "account-nothing-to-confirm"
    case accountChangedSince = "account-changed-since"
    case accountNoCode = "account-no-code"
    case accountCodeOver = "account-code-over"
    case accountCodeWrong = "account-code-wrong"
    case accountCodeSpent = "account-code-spent"
    case accountUnknown = "account-unknown"
    case accountTooManyInADay = "account-too-many-in-a-day"
    case accountNoMail = "account-no-mail"
    case accountMailRefused = "account-mail-refused"
    case accountChannel = "account-channel"
    case accountNotVerified = "account-not-verified"
    case accountUploads = "account-uploads"
    case nothingAsked = "nothing-asked"
    case nothingRefused = "nothing-refused"

    /// Nil for a keyword that has no sentence here.
    package init?(keyword: String) {
        if let text = Self(rawValue: keyword) ?? Self.alike[keyword] {
            self = text
        } else if IndicatorType.allCases.contains(where: { keyword.hasPrefix($0.name + "-") }) {
            // `IndicatorError` tells of each kind what is wrong with its values.
            self = .identifier
        } else {
            return nil
        }
    }

    /// Nil in the language that details are written in.
    package func callAsFunction(_ language: DeskLanguage) -> String? {
        language.catalogue.problem?(self)
    }
}
