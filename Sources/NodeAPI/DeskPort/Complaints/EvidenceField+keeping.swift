import Statements

extension EvidenceField {
    /// All of them, the new ones kept by the node now.
    func files(kept by: any DeskComplaints) async throws -> [EvidenceFile] {
        var files = kept
        for upload in uploads {
            let held = try await by.keep(upload.bytes)
            guard !files.contains(where: { $0.digest == held.digest && $0.role == upload.role })
            else { continue }
            files.append(
                EvidenceFile(
                    digest: held.digest, mediaType: held.mediaType, byteCount: held.byteCount,
                    role: upload.role, title: upload.title))
        }
        return files
    }
}
