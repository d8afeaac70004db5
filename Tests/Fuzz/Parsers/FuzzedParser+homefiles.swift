import AllianceNames
import AllianceNode
import CSV
import Foundation
import GS1
import JSON
import NodeAPI
import Replication
import TransparencyLog

extension FuzzedParser {
    /// Files of a node's folder that people write, or bring from another machine.
    static let homeFiles = [
        deskLinks, verificationPolicies, backupManifest, evidenceList, handover, standing,
    ]

    private static let deskLinks = FuzzedParser(
        "desk-links",
        samples: [
            "gtin,linkType,href,title,language\n09520123456788,pip,https://a.example/x,Bag,de-CH\n"
                + "9520123456788,recall,https://a.example/,\"Re\"\"call, now\",\n",
            "gtin,linkType,href,title\n09520123456788,pip,https://u@a.example/x,Bag\n",
        ],
        words: ["09520123456788,", "https://", "pip,", "linkType", "\"\"", "/@", "?", "#"]
    ) { input in
        guard let table = try understood({ try LinkTable(parsing: input, path: "links.csv") })
        else {
            return false
        }
        var printed = Array("gtin,linkType,href,title,language\n".utf8)
        let products = try products(in: input).sorted()
        for product in products {
            let links = table.links(of: product)
            try promise(
                links.count <= LinkTable.linksPerProductMax
                    && links.allSatisfy { $0.href.hasPrefix("https://") }, "a link leads elsewhere")
            for link in links {
                CSVWriter.append(
                    ["\(product)", link.linkType, link.href, link.title, link.language ?? ""],
                    to: &printed)
            }
        }
        let again = try understood { try LinkTable(parsing: printed, path: "links.csv") }
        try promise(
            again.map { again in
                products.allSatisfy { again.links(of: $0) == table.links(of: $0) }
            } == true, "its links are printed as others")
        return products.contains { !table.links(of: $0).isEmpty }
    }

    private static func products(in input: [UInt8]) throws -> Set<GTIN> {
        var found: Set<GTIN> = []
        func take(_ record: CSVRecord) {
            guard case .row(let row) = record else { return }
            found.formUnion(row.texts.compactMap { try? GTIN(parsing: $0) })
        }
        var reader = CSVReader()
        try reader.read(input, take)
        try reader.finish(take)
        return found
    }

    private static let verificationPolicies = FuzzedParser(
        "verification-policies",
        samples: [
            #"{"responderGLN":"9521001000000","recalled":"refused","mismatches":"withheld","#
                + #""requesters":["9521001000000"],"suspect":["stolen"],"products":"#
                + #"{"09521001000017":{"expired":"verified","extensions":"#
                + #"[{"lot":"L7","until":"271231"}]}}}"#, "{}",
            #"{"products":{"09520123456788":{"recalled":"verified","undisclosed":[]}}}"#,
        ],
        words: [
            "\"recalled\":", "\"expired\":", "\"verified\"", "\"refused\"", "\"extensions\":[",
            "\"illegitimate\":[", "\"products\":{", "\"09520123456788\":{", "\"lot\":",
        ]
    ) { input in
        let found = try understood {
            try VerificationPolicies(parsing: input, path: "verification.json")
        }
        guard let found else { return false }
        let again = try spelledOtherwise(input) {
            try VerificationPolicies(parsing: $0, path: "verification.json")
        }
        guard let again, let value = try? JSONValue(parsing: input), case .object(let root) = value
        else { return false }
        var products: [GTIN] = GTIN(number: 0).map { [$0] } ?? []
        if case .object(let members)? = root["products"] {
            products += members.keys.compactMap { try? GTIN(parsing: $0) }
        }
        try promise(
            products.allSatisfy { again.policy(of: $0) == found.policy(of: $0) },
            "it is another policy than JSON has")
        return true
    }

    private static let backupManifest = FuzzedParser(
        "backup-manifest", inputBytesMax: 8_192,
        samples: [
            """
            {"alliance":"sample.example","createdAt":"2026-11-26T02:00:00Z","entries":3,\
            "epoch":"e1","files":[{"bytes":4096,"path":"log.sqlite","sha256":"\(digest)"},\
            {"bytes":1,"path":"certs/log.key","sha256":"\(digest)"},\
            {"bytes":9,"path":"peers/maison.json","sha256":"\(digest)"}],"logs":1,\
            "member":"maison","ownLogs":[{"checkpoint":"x\\n","origin":"\(Sample.origin)",\
            "rootHash":"AA==","size":3}],"registerVersion":7,"version":1,"withKeys":true}
            """
        ],
        words: [
            "\"path\":\"", "../", "certs/", "peers/", ".key", "\"sha256\":\"", digest, "1e2", "-1",
            "18446744073709551615", "\\u0000", "\\/",
        ]
    ) { input in
        let found = try understood {
            try BackupManifest(parsing: Data(input), at: BackupManifest.fileName)
        }
        guard let found else { return false }
        try readsAgain(
            found, { Array((try? $0.printed()) ?? Data()) },
            { try BackupManifest(parsing: Data($0), at: BackupManifest.fileName) })
        for file in found.files {
            let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
            try promise(
                parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
                    && file.path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
                    && !file.path.contains("\\"), "a file leads out of the backup")
            try promise(
                !["certs/fence", "certs/cosigner.key", "certs/authority.key"].contains(file.path),
                "a file that no backup holds")
        }
        try promise(
            Set(found.files.map(\.path)).count == found.files.count, "a file is there twice")
        return true
    }

    private static let digest = Digest.sha256([]).hex

    private static let evidenceList = FuzzedParser(
        "evidence-list",
        samples: [
            "\(Digest.zero.hex) 1\n\(digest) 4096\n\(String(repeating: "f", count: 64)) 16777216\n",
            "\(digest) 7\n", "",
        ],
        words: [
            digest, Digest.zero.hex, " 16777216\n", " 16777217\n", " 1\n", " 0\n", " +1\n", " 01\n",
            "\r\n",
        ]
    ) { input in
        func entries(_ pieces: [ArraySlice<UInt8>]) throws -> [EvidenceList.Entry]? {
            try understood {
                var entries: [EvidenceList.Entry] = []
                var reader = EvidenceList.Reader(EvidenceList.fileName)
                for piece in pieces { try reader.read(piece) { entries.append($0) } }
                try reader.finish()
                return entries
            }
        }
        let found = try entries([input[...]])
        try promise(try entries(pieces(of: input)) == found, "in pieces it is another list")
        guard let found else { return false }
        try promise(
            found.map(\.line).joined().utf8.elementsEqual(input), "it is printed otherwise")
        try promise(
            zip(found, found.dropFirst()).allSatisfy { $0.digest < $1.digest },
            "its names are not in order")
        try promise(
            found.allSatisfy { EvidenceList.fileBytes.contains(UInt64($0.bytes)) },
            "a file that no backup holds")
        return true
    }

    /// The text that is signed.
    private static let handover = FuzzedParser(
        "handover", samples: handovers(),
        words: ["member ", "epoch ", "to ", "touchstone-handover/v1\n", Sample.origin, " 300 "]
    ) { input in
        guard let text = text(input), let handover = Handover(parsing: text) else { return false }
        try promise(handover.text.utf8.elementsEqual(input), "it is printed otherwise")
        return true
    }

    private static func handovers() -> [String] {
        guard let origin = try? LogOrigin(parsing: Sample.origin),
            let to = FenceID(parsing: String(repeating: "0f", count: FenceID.digits / 2))
        else { return [] }
        let mark = FenceMark(size: 300, root: Sample.tree.hash(0..<300))
        return [[origin: mark], [:]].map {
            Handover(
                alliance: origin.alliance, member: origin.member, epoch: origin.epoch, to: to,
                marks: $0
            ).text
        }
    }

    private static let standing = FuzzedParser(
        "standing", inputBytesMax: 256,
        samples: [
            "touchstone-standing 1\nrestored 2026-11-26T02:00:00Z\n"
                + "standby 8c1f04d2a6b97e350f1d2c3b4a596877\n",
            "touchstone-standing 1\nstandby 8c1f04d2a6b97e350f1d2c3b4a596877\n",
        ], words: ["restored ", "standby ", "touchstone-standing 1\n"]
    ) { input in
        guard let text = text(input), let standing = HomeStanding(parsing: text) else {
            return false
        }
        try promise(standing.description.utf8.elementsEqual(input), "it is printed otherwise")
        try promise(!standing.signs, "it says that it signs")
        return true
    }
}
