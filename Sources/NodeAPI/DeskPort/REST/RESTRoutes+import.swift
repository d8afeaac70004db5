import AllianceNames
import AuditTrail
import JSON
import Peering

/// Lists of reports.
extension RESTRoutes {
    func importing(_ signing: any ReportSigning) -> [RESTOperation] {
        let places = CallerPlaces(atOnceMax: ReportImport.atOnceMax)
        return [
            RESTOperation(
                method: .post, path: "/indicators/import", id: "importIndicators",
                summary:
                    "Report a whole list: one report a line in, one result a line out, in their order, and a last line for all. At most \(ReportImport.linesMax) lines.",
                access: Self.reporters, parameters: [Self.channelParameter],
                body: JSONSchema.text(), bodyMediaType: ReportImport.mediaType,
                success: .init(
                    mediaType: ReportImport.mediaType, schema: JSONSchema.text(),
                    meaning:
                        "Whatever has an 'index' is durable and signed. Where 'complete' is false, the lines behind the last result were not looked at.",
                    isTagged: false),
                refusals: [413, 415],
                streamedBytesMax: ReportImport.bytesMax, isReport: true,
                recording: .byHandler, handler: { try await importList($0, signing, places) })
        ]
    }

    private func importList(
        _ call: RESTCall, _ signing: any ReportSigning, _ places: CallerPlaces
    ) async throws -> DeskAnswer {
        let channel = try Self.channel(call)
        guard MediaTypeField.name(call.request.header("content-type")) == ReportImport.mediaType
        else {
            throw PeerProblem(
                status: 415, keyword: "media-type", detail: "This takes \(ReportImport.mediaType).")
        }
        guard call.request.header(IdempotencyKey.header) == nil else {
            throw PeerProblem(
                status: 400, keyword: "idempotency-key",
                detail: "A list takes no Idempotency-Key; what is reported twice counts once.")
        }
        let caller = call.request.caller.auditActor?.name ?? ""
        guard places.enter(caller) else {
            throw PeerProblem(
                status: 503, keyword: "busy",
                detail:
                    "A list of yours is being taken, or \(ReportImport.atOnceMax) of others; send it later."
            )
        }
        defer { places.leave(caller) }
        var list = ReportImport()
        var last: EachSigned?
        func sign() async throws {
            let statements = list.batch.map(\.statement)
            guard !statements.isEmpty else { return list.signed(nil) }
            last = try await signing.signEach(statements, in: channel)
            list.signed(last)
        }
        try await console.record(
            AuditNote(.publishReport, [.list: channel.rawValue]), before: call.request,
            route: call.route)
        do {
            while list.stop == nil, let bytes = try await call.request.stream?.next() {
                if list.read(bytes) { try await sign() }
            }
            if list.stop == nil { list.finish() }
            try await sign()
        } catch let broken as RequestStream.BrokenOff where broken.problem?.status == 413 {
            list.stop(.bytes)
            try await sign()
        } catch {
            // What was signed stands, and is told and recorded.
            guard list.taken > 0 else {
                throw (error as? RequestStream.BrokenOff).map { $0.problem ?? Self.brokenOff }
                    ?? error
            }
            list.giveUp(error is RequestStream.BrokenOff ? .broken : .failed)
            list.signed(nil)
        }
        let log = last?.log.description ?? ""
        return DeskAnswer(
            mediaType: ReportImport.mediaType,
            body: list.finished(log: log, treeSize: last?.treeSize)
        ).noted(
            AuditNote(
                .use,
                [
                    .reported: "list", .channel: channel.rawValue, .taken: String(list.taken),
                    .refused: String(list.refused),
                ]))
    }

    static let brokenOff = PeerProblem(
        status: 400, keyword: "broken-off", detail: "The list broke off.")
}
