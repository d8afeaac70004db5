import AuditTrail
import Casework
import JSON
import SignIn

/// The clock of inquiries: read by whoever works on them, set by an approver, as on the console.
extension RESTRoutes {
    private static let rulesPath = "/inquiry-rules"

    func inquiryRules(_ inquiries: any DeskInquiries) -> [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: Self.rulesPath, id: "getInquiryRules",
                summary: "The clock by which inquiries are urgent and late here.",
                access: ConsoleRoutes.draftAudience, isForPersons: true,
                success: .init(
                    schema: JSONSchema.named("InquiryRules"), meaning: "As it is set now.",
                    isTagged: false),
                handler: { call in
                    _ = try call.request.colleague()
                    let rules = try await inquiries.rules()
                    return DeskAnswer.json(InquiryJSON.rules(rules).bytes)
                        .noted(AuditNote(.view, results: 1))
                }),
            RESTOperation(
                method: .put, path: Self.rulesPath, id: "putInquiryRules",
                summary: "Set the clock of inquiries; set twice, it is the same.",
                access: ConsoleRoutes.approveAudience, isForPersons: true,
                body: JSONSchema.named("InquiryRules"),
                success: .init(
                    schema: JSONSchema.named("InquiryRules"), meaning: "As it is set now.",
                    isTagged: false), refusals: [411, 413, 415, 422],
                recording: .byHandler,
                handler: { call in
                    let colleague = try call.request.colleague()
                    let rules = try Self.rules(call)
                    let note = AuditNote(
                        .keepCase,
                        [
                            .what: "clock of inquiries", .warn: String(rules.warnHours),
                            .late: String(rules.lateHours),
                        ])
                    return try await console.recorded(note, call.request, route: call.route) {
                        try await inquiries.set(rules, by: colleague)
                        return DeskAnswer.json(InquiryJSON.rules(rules).bytes)
                    }
                }),
        ]
    }

    private static func rules(_ call: RESTCall) throws -> InquiryRules {
        let body = try RESTBody(
            call.request.body, mediaType: call.request.header("content-type"),
            names: ["warnHours", "lateHours"])
        func hours(_ name: String) throws -> Int {
            try body.required(name, body.number(name, in: InquiryRules.hours))
        }
        return try InquiryRules(warnHours: hours("warnHours"), lateHours: hours("lateHours"))
    }
}
