/// The parts of the commands' JSON that the demo reads.
struct DemoIndicators: Decodable {
    struct Indicator: Decodable {
        struct Identifier: Decodable, Hashable {
            let type: String
            let value: String
        }
        struct Link: Decodable {
            let a: Identifier
            let b: Identifier
            let members: [String]
        }
        struct LinkedSellers: Decodable {
            let identifiers: [Identifier]
            let links: [Link]
        }
        struct Evidence: Decodable {
            let origin: String
            let index: UInt64
        }
        let type: String
        let value: String
        let status: String
        let members: [String]
        /// `witnessed` or `pending`.
        let confirmation: String?
        let objecting: [String]
        let since: String?
        let confidence: Int?
        let linkedSellers: [LinkedSellers]
        let evidence: [Evidence]
    }
    let indicators: [Indicator]
}

struct DemoImports: Decodable {
    struct Import: Decodable {
        let read: Int
        let accepted: Int
        let refused: Int
    }
    let imports: [Import]
}

struct DemoCheck: Decodable {
    struct Known: Decodable {
        let input: String
        let type: String
        let value: String
        let members: [String]
    }
    let read: Int
    let known: Int
    let indicators: [Known]
}

struct DemoViews: Decodable {
    struct View: Decodable {
        let entries: Int
        let merged: Int
        let indexed: Int
    }
    let views: [View]
}

struct DemoRoots: Decodable {
    struct Root: Decodable {
        let channel: String
        let root: String
    }
    let roots: [Root]
}

struct DemoLogs: Decodable {
    struct Log: Decodable {
        let origin: String
        let size: Int
    }
    let logs: [Log]
}

struct DemoVerdicts: Decodable {
    struct Verdict: Decodable {
        struct Reason: Decodable {
            let code: String
            let text: String
            let detail: String?
        }
        struct SellerReport: Decodable {
            let value: String
            let members: [String]
        }
        let verdict: String
        let confidence: Int
        let reasons: [Reason]
        let responder: String?
        let answeredLocally: Bool
        let sellerReports: [SellerReport]

        func gives(_ code: String) -> Bool { reasons.contains { $0.code == code } }
    }
    let answers: [Verdict]
}

struct DemoSnapshots: Decodable {
    struct Snapshot: Decodable {
        let product: String
        let owner: String
        let items: Int
        let held: Bool
        let expires: String
    }
    let snapshots: [Snapshot]
}

struct DemoItems: Decodable {
    struct Item: Decodable {
        struct Sight: Decodable {
            let what: String
            let country: String
        }
        let seen: [Sight]
    }
    let items: [Item]
}

struct DemoStatus: Decodable {
    struct Peer: Decodable {
        let member: String
        let lastAttempt: String?
    }
    struct Alarm: Decodable {
        let keyword: String
        let member: String
        let origin: String?
        let text: String
    }
    struct Withholding: Decodable {
        let member: String
        let origin: String
        let shownSize: UInt64
        let shownBy: String
        let size: UInt64
        let checkpoint: String
        let endedAt: String?
    }
    let peers: [Peer]
    let alarms: [Alarm]
    let withholdings: [Withholding]
}

struct DemoErasures: Decodable {
    struct Erasure: Decodable {
        let id: String
        let state: String
    }
    let erasures: [Erasure]
}

struct DemoFailures: Decodable {
    struct Failure: Decodable { let code: String }
    let failures: [Failure]
}

struct DemoComplaint: Decodable {
    struct Score: Decodable {
        struct Contribution: Decodable {
            let feature: String
            let logOddsThousandths: Int
        }
        let table: String
        let logOddsThousandths: Int
        let contributions: [Contribution]
    }
    struct Ruling: Decodable {
        let reasons: [String]
        let explanation: String?
        let automatic: Bool
        let score: Score?
    }
    struct Order: Decodable {
        let action: String
        let progress: String
    }
    struct Objection: Decodable { let id: String }
    struct Listing: Decodable {
        let stage: String
        let ruling: Ruling?
        let objections: [Objection]
        let order: Order?
    }
    struct Item: Decodable {
        struct Answer: Decodable {
            let member: String
            let verdict: String
        }
        let answer: Answer?
    }
    struct Complaint: Decodable {
        let listings: [Listing]?
        let items: [Item]?
    }
    let complaint: Complaint
}
