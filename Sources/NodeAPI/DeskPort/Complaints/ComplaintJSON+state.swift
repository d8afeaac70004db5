import Complaints
package import JSON
package import Statements
import TransparencyLog

/// One complaint with all that there is of it.
extension ComplaintJSON {
    /// - Parameter isOwn: for people of the member whose node judged it, who see all that it weighed; others see
    ///   what the decisions disclose.
    package static func detail(_ detail: ComplaintDetail, isOwn: Bool) -> JSONValue {
        var members: [(String, JSONValue?)] = [
            ("id", id(detail.id)), ("channel", channel(detail.id)), ("entry", entry(detail.id)),
        ]
        switch detail.reading {
        case .complaintAbsent: members.append(("reading", .string("absent")))
        case .refused(let why):
            members += [("reading", .string("refused")), ("refusal", refusal(why))]
        case .stands(let state):
            members += [("reading", .string("stands"))] + head(state, detail.right)
            members += course(state, detail)
            members.append(
                (
                    "items",
                    .array(
                        state.askedItems(detail.itemAnswers).map { $0.json(isOwn: isOwn) })
                ))
        }
        if isOwn, !detail.judgements.isEmpty {
            members.append(("judgements", .array(detail.judgements.map(judgement))))
        }
        return .members(members)
    }

    private static func head(_ state: CaseState, _ right: Right?) -> [(String, JSONValue?)] {
        let complaint = state.complaint
        return [
            ("complainant", complainant(state.complainant)),
            ("onBehalfOf", complaint.onBehalfOf.map { .string($0) }),
            (
                "right",
                .members([
                    ("key", .string(complaint.right.key)),
                    ("office", .string(complaint.right.office)),
                    ("number", .string(complaint.right.number)),
                    ("kind", right.map { .string($0.kind.name) }),
                    ("title", right.map { .string($0.title) }),
                ])
            ),
            ("ground", .string(complaint.ground.name)),
            ("goodFaith", .string(complaint.goodFaithStatement)),
            ("declaredBy", .string(complaint.declaredBy)),
            ("explanation", text(complaint.explanation)), ("filedAt", time(state.time)),
            ("closed", .bool(state.isClosed)), ("closedAt", state.closedAt.flatMap(time)),
            ("mends", complaint.mends.map(id)), ("mendedBy", state.mendedBy.map(id)),
        ]
    }

    private static func course(
        _ state: CaseState, _ detail: ComplaintDetail
    ) -> [(String, JSONValue?)] {
        [
            ("listings", .array(state.listings.map(listing))),
            (
                "evidence",
                .array(
                    state.evidence.map {
                        file($0, of: detail.id, isHeld: detail.held.contains($0.digest))
                    })
            ),
            (
                "pauses",
                .array(
                    state.pauses.map {
                        .members([
                            ("id", id($0.entry)), ("reason", .string($0.reason.name)),
                            ("from", moment($0.from)), ("until", moment($0.until)),
                        ])
                    })
            ),
            ("deadlines", .array(detail.deadlines.map(deadline))),
            ("said", .array(said(detail))),
            (
                "refusedStatements",
                .array(
                    state.refused.map {
                        .members([
                            ("id", id($0.entry)), ("place", $0.place.map(count)),
                            ("code", .string($0.refusal.keyword)),
                            ("detail", .string($0.refusal.description)),
                        ])
                    })
            ), ("refusedCount", count(state.refusedCount)),
        ]
    }

    /// What people wrote, where a statement has such text, with what it asks for or why it objects.
    private static func said(_ detail: ComplaintDetail) -> [JSONValue] {
        detail.said.sorted { $0.key < $1.key }.compactMap { entry, said in
            guard let text = said.writtenText, !text.isEmpty else { return nil }
            var members: [(String, JSONValue?)] = [
                ("id", id(entry)), ("kind", .string(said.kind.description)),
                ("text", .string(text)),
            ]
            switch said {
            case .evidenceRequest(let asked):
                members.append(("roles", .array(asked.roles.map { .string($0.name) })))
            case .counterNotice(let notice):
                members.append(("reason", .string(notice.reason.name)))
            default: break
            }
            return .members(members)
        }
    }

    private static func file(
        _ file: EvidenceFile, of complaint: EntryReference, isHeld: Bool
    ) -> JSONValue {
        .members([
            ("sha256", .string(file.digest.hex)), ("mediaType", .string(file.mediaType)),
            ("bytes", .integer(file.byteCount)), ("role", .string(file.role.name)),
            ("title", text(file.title)), ("held", .bool(isHeld)),
            (
                "href",
                isHeld
                    ? .string(
                        "\(RESTRoutes.root)\(RESTRoutes.complaintsPath)/\(complaint.pathName)/files/\(file.digest.hex)"
                    ) : nil
            ),
        ])
    }

    static func deadline(_ deadline: Deadline) -> JSONValue {
        .members([
            ("id", .string(deadline.id)), ("kind", .string(deadline.kind.rawValue)),
            ("places", .array(deadline.places.map(count))), ("at", moment(deadline.time)),
        ])
    }

    private static func judgement(_ judgement: ListingJudgement) -> JSONValue {
        .members([
            ("place", count(judgement.place)),
            ("review", judgement.review.map { .string($0.rawValue) }),
            ("harm", count(judgement.harm)), ("table", text(judgement.table)),
            ("logOddsThousandths", count(judgement.logOddsThousandths)),
            (
                "contributions",
                .array(
                    judgement.contributions.map {
                        .members([
                            ("feature", .string($0.feature)),
                            ("logOddsThousandths", count($0.logOddsThousandths)),
                            ("disclosable", .bool($0.isDisclosable)),
                        ])
                    })
            ), ("auditSample", .bool(judgement.isAuditSample)),
            ("capture", judgement.capture.map(capture)),
        ])
    }

    private static func capture(_ capture: ListingCapture) -> JSONValue {
        .members([
            ("title", .string(capture.title)), ("capturedAt", moment(capture.capturedAt)),
            ("images", .array(capture.images.map { .string($0.hex) })),
            ("priceMinorUnits", capture.priceMinorUnits.map { .integer($0) }),
            ("currency", capture.currency.map { .string($0) }),
            ("seller", capture.seller.map(IndicatorJSON.identifier)),
            ("classes", .array(capture.niceClasses.map(count))),
            ("countries", .array(capture.countries.map { .string($0) })),
        ])
    }
}

extension ComplaintStatement {
    /// What somebody wrote in it for the other side to read; the complaint's own texts stand beside it.
    package var writtenText: String? {
        switch self {
        case .complaint, .decision: nil
        case .counterNotice(let said): said.text
        case .withdrawal(let said): said.text
        case .outcome(let said): said.text
        case .evidenceRequest(let said): said.text
        case .evidenceSupply(let said): said.text
        case .reinstatement(let said): said.text
        case .appeal(let said): said.text
        case .operationHold(let said): said.text
        case .clockPause(let said): said.text
        }
    }
}
