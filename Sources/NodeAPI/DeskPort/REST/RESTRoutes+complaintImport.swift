import AllianceNames
import AuditTrail
import CSV
import Complaints
import JSON
import Peering
import Statements

/// Complaints from a spreadsheet.
extension RESTRoutes {
    private static let csvMediaType = "text/csv"
    private static let listBytesMax = 16 << 20

    func complaintImport(_ complaints: any DeskComplaints) -> [RESTOperation] {
        [
            RESTOperation(
                method: .post, path: Self.complaintsPath + "/import", id: "importComplaints",
                summary:
                    "File a whole list, one listing a row: rows that follow each other with the same right and ground become one complaint. Columns: \(ComplaintRows.fields.joined(separator: ", ")); evidence is role:sha256:mediaType:bytes, several separated by spaces.",
                access: Self.reporters,
                parameters: [
                    Self.channelParameter,
                    .query(
                        "declaredBy",
                        JSONSchema.text(
                            min: 1, max: StatementLimits.nameBytesMax, pattern: JSONSchema.visible),
                        "Who declares of each complaint: \"\(Complaint.goodFaithDeclaration)\"",
                        isRequired: true),
                ], body: JSONSchema.text(), bodyMediaType: Self.csvMediaType,
                success: .init(
                    schema: JSONSchema.named("ImportedComplaints"),
                    meaning:
                        "What has an 'id' is durable and signed; where a check failed nothing of that complaint is. What is filed again is refused as a duplicate.",
                    isTagged: false),
                refusals: [404, 413, 415, 422],
                collecting: BodyPlaces(bytesMax: Self.listBytesMax, atOnceMax: 2),
                recording: .byHandler, handler: { try await importComplaints($0, complaints) })
        ]
    }

    private func importComplaints(
        _ call: RESTCall, _ complaints: any DeskComplaints
    ) async throws -> DeskAnswer {
        let channel = try Self.desk(call, complaints)
        let names = 1...StatementLimits.nameBytesMax
        guard
            let person = try call.query.read(
                "declaredBy", { names.contains($0.utf8.count) ? $0 : nil })
        else { throw RESTQuery.missing("declaredBy") }
        guard MediaTypeField.name(call.request.header("content-type")) == Self.csvMediaType else {
            throw PeerProblem(
                status: 415, keyword: "media-type", detail: "This takes \(Self.csvMediaType).")
        }
        guard call.request.header(IdempotencyKey.header) == nil else {
            throw PeerProblem(
                status: 400, keyword: "idempotency-key",
                detail:
                    "A list takes no Idempotency-Key; what is filed again is refused as a duplicate."
            )
        }
        var list = ComplaintRows()
        do {
            try list.read(call.request.body)
            try list.finish()
        } catch let error as CSVError {
            throw PeerProblem(
                status: 422, keyword: error.keyword, detail: "This is no such list: \(error).")
        }
        let groups = list.takeGroups()
        try await console.record(
            AuditNote(
                .publishReport, [.list: channel.rawValue, .complaints: String(groups.count)]),
            before: call.request, route: call.route)
        var (results, filed): ([JSONValue], Int) = ([], 0)
        for group in groups where list.stop != .failed {
            do throws(PeerProblem) {
                let (result, isFiled) = try await file(group, by: person, in: channel, complaints)
                results.append(result)
                if isFiled { filed += 1 }
            } catch {
                // What was filed stands, and is told and recorded.
                guard !results.isEmpty else { throw error }
                results.append(Self.refused(group, error))
                list.stop(.failed)
            }
        }
        let json = JSONValue.members([
            ("complaints", .array(results)),
            (
                "refusedRows",
                .array(
                    list.refused.map {
                        .members([
                            ("line", ComplaintJSON.count($0.line)),
                            ("refused", .string($0.keyword)),
                            ("detail", .string($0.reason)),
                        ])
                    })
            ), ("filed", ComplaintJSON.count(filed)),
            ("failed", ComplaintJSON.count(results.count - filed)),
            ("complete", .bool(list.stop == nil)),
            ("stopped", list.stop.map { .string($0.rawValue) }),
        ])
        return DeskAnswer.json(json.bytes).noted(
            AuditNote(
                .use,
                [
                    .filed: "list", .channel: channel.rawValue, .taken: String(filed),
                    .refused: String(results.count - filed + list.refused.count),
                ]))
    }

    /// - Throws: what keeps this desk from filing anything now.
    private func file(
        _ group: ComplaintRows.Group, by person: String, in channel: ChannelID,
        _ complaints: any DeskComplaints
    ) async throws(PeerProblem) -> (JSONValue, isFiled: Bool) {
        do {
            let evidence = try group.evidence.map { try EvidenceFile(naming: $0) }
            let complaint = try group.complaint(evidence, declaredBy: person).readable()
            switch try await complaints.file(complaint, in: channel, for: nil) {
            case .failed(let failures):
                let json = JSONValue.members(
                    Self.head(of: group) + [("failures", ComplaintJSON.failures(failures))])
                return (json, false)
            case .answered(let outcome):
                let entries = try Self.signed(outcome).0
                let id = EntryReference(origin: entries.log, index: entries.indexes.lowerBound)
                let json = JSONValue.members(
                    Self.head(of: group) + [
                        ("id", ComplaintJSON.id(id)), ("entry", ComplaintJSON.entry(id)),
                    ])
                return (json, true)
            }
        } catch let problem as PeerProblem {
            guard problem.status < 500 else { throw problem }
            return (Self.refused(group, problem), false)
        } catch {
            throw PeerProblem(
                status: 503, keyword: "signing",
                detail: "Nothing can be signed now; the node's operator finds the cause in its log."
            )
        }
    }

    private static func head(of group: ComplaintRows.Group) -> [(String, JSONValue?)] {
        [
            ("firstLine", ComplaintJSON.count(group.lines.lowerBound)),
            ("lastLine", ComplaintJSON.count(group.lines.upperBound)),
            ("right", .string(group.right.key)), ("ground", .string(group.ground.name)),
            ("listings", ComplaintJSON.count(group.listings.count)),
        ]
    }

    private static func refused(_ group: ComplaintRows.Group, _ problem: PeerProblem) -> JSONValue {
        .members(
            head(of: group) + [
                ("refused", .string(problem.keyword)), ("detail", .string(problem.detail)),
            ])
    }
}
