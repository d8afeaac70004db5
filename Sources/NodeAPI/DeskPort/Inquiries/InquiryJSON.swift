import AllianceNames
import Casework
import JSON
import SignIn
import TransparencyLog

/// Inquiries and outreach, for programs.
enum InquiryJSON {
    static func inquiry(_ one: Inquiry, _ rules: InquiryRules, at now: UInt64) -> JSONValue {
        .members(head(one, rules, at: now))
    }

    private static func head(
        _ one: Inquiry, _ rules: InquiryRules, at now: UInt64
    ) -> [(String, JSONValue?)] {
        [
            ("id", .string(one.id.description)), ("side", .string(one.side.rawValue)),
            ("member", one.partner.map { .string($0.rawValue) }),
            ("subject", .string(one.subject)), ("about", one.about.map(about)),
            ("askedBy", one.askedBy.map { .string($0.rawValue) }),
            ("state", .string(one.state.rawValue)),
            ("standing", .string(rules.standing(of: one, at: now).rawValue)),
            ("delivery", .string(one.delivery.rawValue)),
            ("assignee", one.assignee.map { .string($0.rawValue) }),
            ("manager", one.manager.map { .string($0.rawValue) }),
            ("createdAt", IndicatorJSON.time(one.createdAt)),
            ("changedAt", IndicatorJSON.time(one.changedAt)),
            ("waitingSince", one.waitingSince.map(IndicatorJSON.time)),
            ("lateAt", rules.lateAt(one).map(IndicatorJSON.time)),
            ("firstAnswerAt", one.firstAnswerAt.map(IndicatorJSON.time)),
            ("escalatedAt", one.escalatedAt.map(IndicatorJSON.time)),
            ("nextContactAt", one.nextContactAt.map(IndicatorJSON.time)),
            ("revision", .integer(one.revision)),
        ]
    }

    private static func about(_ about: InquirySubject) -> JSONValue {
        .object([
            "kind": .string(about.kind.rawValue), "reference": .string(about.reference),
        ])
    }

    static func sheet(_ sheet: InquirySheet, at now: UInt64) -> JSONValue {
        .members(
            head(sheet.inquiry, sheet.rules, at: now) + [
                ("entries", .array(sheet.entries.map { entry($0, sheet) }))
            ])
    }

    private static func entry(_ entry: InquiryEntry, _ sheet: InquirySheet) -> JSONValue {
        guard case .object(var members) = entry.body.json else { return .null }
        members["number"] = .integer(entry.number)
        members["at"] = IndicatorJSON.time(entry.at)
        members["by"] = .string(entry.by.text)
        switch entry.body {
        case .contact(_, _, let next): members["next"] = next.map(IndicatorJSON.time)
        case .photo(let photo) where sheet.held.contains(photo.sha256):
            members["href"] = .string(
                "\(RESTRoutes.root)\(RESTRoutes.inquiriesPath)/\(sheet.inquiry.id)/photos/\(photo.sha256.hex)"
            )
        default: break
        }
        return .object(members)
    }

    static func rules(_ rules: InquiryRules) -> JSONValue {
        .object([
            "warnHours": .integer(UInt64(rules.warnHours)),
            "lateHours": .integer(UInt64(rules.lateHours)),
        ])
    }

    static func figures(_ figures: InquiryFigures, _ rules: InquiryRules) -> JSONValue {
        .members([
            ("count", .integer(UInt64(figures.count))),
            ("answered", .integer(UInt64(figures.answered))),
            ("withinClock", .integer(UInt64(figures.withinClock))),
            ("running", .integer(UInt64(figures.running))),
            ("medianMilliseconds", figures.medianMilliseconds.map { .integer($0) }),
            ("lateHours", .integer(UInt64(rules.lateHours))),
        ])
    }

    static func handOver(_ one: HandOver) -> JSONValue {
        .members([
            ("id", .string(one.id.description)), ("from", .string(one.from.rawValue)),
            ("to", .string(one.to.rawValue)), ("at", IndicatorJSON.time(one.at)),
            ("note", .string(one.note)),
            ("open", .array(one.open.map { .string($0.description) })),
        ])
    }

    static func contact(_ one: MemberContact) -> JSONValue {
        .members([
            ("id", .string(one.id.description)), ("member", .string(one.member.rawValue)),
            ("at", IndicatorJSON.time(one.at)), ("by", .string(one.by.rawValue)),
            ("with", .string(one.with)), ("text", .string(one.text)),
            ("next", one.nextDue.map(IndicatorJSON.time)),
        ])
    }

    static func onboarding(_ one: OnboardingStanding, at now: UInt64) -> JSONValue {
        let list = one.checklist
        return .members([
            ("member", .string(list.member.rawValue)),
            (
                "steps",
                .array(
                    list.steps.map { step, state in
                        var members: [String: JSONValue] = ["step": .string(step.rawValue)]
                        switch state {
                        case .done(let at):
                            members["state"] = .string("done")
                            members["at"] = IndicatorJSON.time(at)
                        case .toDo: members["state"] = .string("to-do")
                        case .notNeeded: members["state"] = .string("not-needed")
                        case .unknown: members["state"] = .string("unknown")
                        }
                        return .object(members)
                    })
            ),
            ("next", list.next.map { .string($0.step.rawValue) }),
            ("since", list.next.map { IndicatorJSON.time($0.since) }),
            ("stuck", .bool(list.isStuck(at: now))),
            ("lastContact", one.lastContact.map(contact)),
        ])
    }

    static func document(_ one: RightDocument) -> JSONValue {
        .members([
            ("id", .string(one.id.description)), ("right", .string(one.right)),
            ("kind", .string(one.kind.rawValue)), ("name", .string(one.name)),
            ("format", .string(one.format.rawValue)), ("sha256", .string(one.sha256.hex)),
            ("bytes", .integer(UInt64(one.byteCount))),
            ("addedAt", IndicatorJSON.time(one.addedAt)),
            ("addedBy", .string(one.addedBy.rawValue)),
        ])
    }

    static let aboutSchema = JSONSchema.object(
        [
            "kind": JSONSchema.word(InquirySubject.Kind.allCases.map(\.rawValue)),
            "reference": JSONSchema.text(min: 1, max: InquiryLimits.referenceCharactersMax),
        ], isClosed: true)
}

/// Inquiries and outreach.
extension OpenAPISchemas {
    private static let text = JSONSchema.text()
    private static let id = JSONSchema.text(pattern: CaseJSON.idPattern)
    private static let name = JSONSchema.identifier
    private static let digest = JSONSchema.text(pattern: "^[0-9a-f]{64}$")
    private static let hours = JSONSchema.number(
        InquiryRules.hours.lowerBound, InquiryRules.hours.upperBound)
    private static let words = JSONSchema.text(min: 1, max: InquiryLimits.textCharactersMax)

    private static func inquiry(_ more: [(String, JSONValue)] = []) -> JSONValue {
        let head: [(String, JSONValue)] = [
            ("id", id), ("side", JSONSchema.word(Inquiry.Side.allCases.map(\.rawValue))),
            ("subject", text), ("state", JSONSchema.word(Inquiry.State.allCases.map(\.rawValue))),
            ("standing", JSONSchema.word(InquiryRules.Standing.allCases.map(\.rawValue))),
            ("delivery", JSONSchema.word(Inquiry.Delivery.allCases.map(\.rawValue))),
            ("createdAt", JSONSchema.time), ("changedAt", JSONSchema.time),
            ("revision", JSONSchema.count),
        ]
        let optional: [(String, JSONValue)] = [
            ("member", name), ("about", InquiryJSON.aboutSchema), ("askedBy", name),
            ("assignee", name), ("manager", name), ("waitingSince", JSONSchema.time),
            ("lateAt", JSONSchema.time), ("firstAnswerAt", JSONSchema.time),
            ("escalatedAt", JSONSchema.time), ("nextContactAt", JSONSchema.time),
        ]
        return JSONSchema.object(head + more, optional: optional)
    }

    static let ofInquiries: [(String, JSONValue)] = [
        ("Inquiry", inquiry()),
        (
            "Inquiries",
            JSONSchema.object(
                [
                    "inquiries": JSONSchema.list(
                        JSONSchema.named("Inquiry"), max: InquiryLimits.listedMax),
                    "truncated": JSONSchema.flag,
                ], optional: ["next": JSONSchema.text(pattern: InquiryPlace.pattern)])
        ),
        ("InquiryRecord", inquiry([("entries", JSONSchema.list(entry))])),
        ("NewInquiry", NewInquiryBody.schema),
        (
            "InquiryAnswer",
            JSONSchema.object(
                [
                    "verdict": JSONSchema.word(
                        InquiryAnswer.Verdict.allCases.map(\.rawValue))
                ], optional: ["text": words], isClosed: true)
        ),
        ("InquiryText", JSONSchema.object(["text": words], isClosed: true)),
        ("InquiryPerson", JSONSchema.object([:], optional: ["person": name], isClosed: true)),
        (
            "NewContact",
            JSONSchema.object(
                [
                    "with": JSONSchema.text(min: 1, max: InquiryLimits.nameCharactersMax),
                    "text": words,
                ], optional: ["next": JSONSchema.moment], isClosed: true)
        ),
        (
            "InquiryRules",
            JSONSchema.object(
                ["warnHours": hours, "lateHours": hours], isClosed: true)
        ),
        (
            "InquiryFigures",
            JSONSchema.object(
                [
                    "count": JSONSchema.count, "answered": JSONSchema.count,
                    "withinClock": JSONSchema.count, "running": JSONSchema.count,
                    "lateHours": JSONSchema.count,
                ], optional: ["medianMilliseconds": JSONSchema.count])
        ),
        (
            "NewHandOver",
            JSONSchema.object(["to": name], optional: ["note": words], isClosed: true)
        ),
        (
            "HandOver",
            JSONSchema.object([
                "id": id, "from": name, "to": name, "at": JSONSchema.time, "note": text,
                "open": JSONSchema.list(id, max: HandOver.inquiriesMax),
            ])
        ),
        ("MemberContact", contact),
        (
            "Onboarding",
            JSONSchema.object(
                [
                    "member": name,
                    "steps": JSONSchema.list(
                        JSONSchema.object(
                            [
                                "step": step,
                                "state": JSONSchema.word([
                                    "done", "to-do", "not-needed", "unknown",
                                ]),
                            ], optional: ["at": JSONSchema.time])), "stuck": JSONSchema.flag,
                ],
                optional: [
                    "next": step, "since": JSONSchema.time,
                    "lastContact": JSONSchema.named("MemberContact"),
                ])
        ),
        (
            "RightDocument",
            JSONSchema.object([
                "id": id, "right": text,
                "kind": JSONSchema.word(RightDocument.Kind.allCases.map(\.rawValue)),
                "name": text, "format": JSONSchema.word(FileKind.allCases.map(\.rawValue)),
                "sha256": digest, "bytes": JSONSchema.count, "addedAt": JSONSchema.time,
                "addedBy": name,
            ])
        ),
    ]

    private static let step = JSONSchema.word(OnboardingStep.allCases.map(\.rawValue))

    private static let contact = JSONSchema.object(
        [
            "id": id, "member": name, "at": JSONSchema.time, "by": name, "with": text,
            "text": text,
        ], optional: ["next": JSONSchema.time])

    private static let entry = JSONSchema.object(
        [
            "number": JSONSchema.count, "at": JSONSchema.time, "by": text,
            "kind": JSONSchema.word(InquiryEntry.Body.Kind.allCases.map(\.rawValue)),
        ],
        optional: [
            "text": text,
            "verdict": JSONSchema.word(
                InquiryAnswer.Verdict.allCases.map(\.rawValue)), "person": name, "with": text,
            "next": JSONSchema.time, "href": text, "why": JSONSchema.word(LetterFailure.keywords),
            "photo": JSONSchema.object([
                "name": text, "kind": JSONSchema.word(FileKind.allCases.map(\.rawValue)),
                "sha256": digest, "bytes": JSONSchema.count,
            ]),
        ])
}
