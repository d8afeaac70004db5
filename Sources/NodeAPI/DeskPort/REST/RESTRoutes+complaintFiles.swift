import AllianceNames
import AuditTrail
import JSON
import Peering
import Statements
import TransparencyLog

/// Files that show something, for complaints.
extension RESTRoutes {
    private static let digestParameter = RESTOperation.Parameter.path(
        "digest", RESTBody.digestSchema, "SHA-256 of the file.")

    func complaintFiles(_ complaints: any DeskComplaints) -> [RESTOperation] {
        [
            RESTOperation(
                method: .post, path: Self.complaintsPath + "/files", id: "keepEvidence",
                summary:
                    "Keep a file that a complaint or an answer will name, at most \(EvidenceFile.fileBytesMax) bytes. What it is its first bytes say.",
                access: Self.reporters, body: JSONSchema.text(format: "binary"),
                bodyMediaType: Self.fileMediaType,
                success: .init(
                    status: 201,
                    schema: JSONSchema.object([
                        "sha256": RESTBody.digestSchema, "mediaType": JSONSchema.text(),
                        "bytes": JSONSchema.count,
                    ]), meaning: "As statements name it; durable.", isTagged: false),
                refusals: [411, 413, 415, 422],
                collecting: BodyPlaces(bytesMax: Int(EvidenceFile.fileBytesMax), atOnceMax: 2),
                handler: { call in
                    guard
                        MediaTypeField.name(call.request.header("content-type"))
                            == Self.fileMediaType
                    else {
                        throw PeerProblem(
                            status: 415, keyword: "media-type",
                            detail: "This takes \(Self.fileMediaType).")
                    }
                    guard !call.request.body.isEmpty else {
                        throw PeerProblem(
                            status: 422, keyword: "file", detail: "The file is empty.")
                    }
                    let kept = try await complaints.keep(call.request.body)
                    let json = JSONValue.object([
                        "sha256": .string(kept.digest.hex), "mediaType": .string(kept.mediaType),
                        "bytes": .integer(kept.byteCount),
                    ])
                    return DeskAnswer.json(json.bytes, status: 201)
                        .noted(AuditNote(.use, [.kept: kept.digest.hex]))
                }),
            RESTOperation(
                method: .get, path: Self.complaintPath + "/files/{digest}", id: "getEvidence",
                summary:
                    "A file that a statement in the complaint's course names, for download; it counts as a row taken away. Never to be shown where something would run it.",
                access: ConsoleRoutes.exportAudience,
                parameters: [Self.complaintParameter, Self.digestParameter],
                success: .init(
                    mediaType: Self.fileMediaType, schema: JSONSchema.text(format: "binary"),
                    meaning: "As it was kept, named after its SHA-256.", isTagged: false),
                refusals: [404],
                handler: { call in
                    let id = try Self.complaintID(call)
                    guard let digest = Digest(hex: call.path("digest")),
                        let file = try await complaints.evidence(digest, of: id)
                    else {
                        throw PeerProblem(
                            status: 404, keyword: "no-evidence",
                            detail:
                                "No statement of the complaint names such a file, or it is not here yet."
                        )
                    }
                    let note = try await console.admit(
                        AuditNote(
                            .exportCase, [.complaint: id.description, .sha256: digest.hex],
                            rows: 1), call.request, route: call.route)
                    return DeskAnswer(mediaType: Self.fileMediaType, body: file.bytes)
                        .adding(
                            "content-disposition", "attachment; filename=\"\(digest.hex).bin\""
                        ).noted(note)
                }),
        ]
    }
}
