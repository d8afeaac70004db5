/// What somebody did. Written by later programs, it may be one that is not known here: it is kept and
/// shown as it is.
package struct AuditAction: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String

    /// Nil unless it is up to 40 letters and hyphens.
    package init?(rawValue: String) {
        guard (1...40).contains(rawValue.utf8.count),
            rawValue.utf8.allSatisfy({
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-")
            })
        else { return nil }
        self.rawValue = rawValue
    }

    private init(known: String) { rawValue = known }

    package var description: String { rawValue }

    package static let search = AuditAction(known: "search")
    package static let view = AuditAction(known: "view")
    package static let checkList = AuditAction(known: "check-list")
    package static let checkProduct = AuditAction(known: "check-product")
    package static let downloadProof = AuditAction(known: "download-proof")
    package static let export = AuditAction(known: "export")
    /// Something was done that shows nothing: the language chosen, a form refused.
    package static let use = AuditAction(known: "use")

    package static let readCollection = AuditAction(known: "read-collection")
    package static let readFeed = AuditAction(known: "read-feed")
    package static let readScans = AuditAction(known: "read-scans")

    package static let signIn = AuditAction(known: "sign-in")
    package static let signOut = AuditAction(known: "sign-out")
    /// Somebody did not come in.
    package static let refuseSignIn = AuditAction(known: "refuse-sign-in")
    package static let statePurpose = AuditAction(known: "state-purpose")

    /// An export went beyond what one person may take alone.
    package static let holdExport = AuditAction(known: "hold-export")
    package static let releaseExport = AuditAction(known: "release-export")

    /// A report in preparation was begun, or changed.
    package static let draftReport = AuditAction(known: "draft-report")
    package static let submitReport = AuditAction(known: "submit-report")
    package static let returnReport = AuditAction(known: "return-report")
    package static let discardDraft = AuditAction(known: "discard-draft")
    package static let publishReport = AuditAction(known: "publish-report")
    package static let withdrawReport = AuditAction(known: "withdraw-report")
    /// Another member was asked to publish one, or to withdraw it.
    package static let entrustReport = AuditAction(known: "entrust-report")

    /// Something was done in a case; what, stands in the case.
    package static let keepCase = AuditAction(known: "keep-case")
    /// A referral, or a file of a case.
    package static let exportCase = AuditAction(known: "export-case")

    package static let administer = AuditAction(known: "administer")
    package static let readAudit = AuditAction(known: "read-audit")
    /// The first record of every audit log.
    package static let begin = AuditAction(known: "begin")

    /// Those of this version, for forms and help.
    package static let known: [AuditAction] = [
        .search, .view, .checkList, .checkProduct, .downloadProof, .export, .use, .readCollection,
        .readFeed, .readScans, .signIn, .signOut, .refuseSignIn, .statePurpose, .holdExport,
        .releaseExport, .draftReport, .submitReport, .returnReport, .discardDraft, .publishReport,
        .withdrawReport, .entrustReport, .keepCase, .exportCase, .administer, .readAudit, .begin,
    ]
}
