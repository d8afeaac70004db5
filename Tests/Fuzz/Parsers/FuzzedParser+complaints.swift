import JSON
import NodeAPI
import Statements

extension FuzzedParser {
    /// Complaints as programs and spreadsheets write them.
    static let complaints = [newComplaint, complaintRows, complaintPath, listedItems]

    private static let newComplaint = FuzzedParser(
        "new-complaint",
        samples: [
            #"{"right":{"office":"EM","number":"018012345"},"ground":"test-buy","listings":[{"type":"listing","value":"shop:1"},{"type":"seller-account","value":"shop:s"}],"evidence":[{"sha256":"abababababababababababababababababababababababababababababababab","mediaType":"image/png","bytes":12,"role":"judgment","title":"x"}],"items":[{"place":1,"code":"(01)09520123456788(21)12345"}],"goodFaith":"yes","declaredBy":"Anna","mends":"ipacc.example~desk-verel~brand~e1~4"}"#,
            #"{"right":{"office":"EM","number":"1"},"ground":"design","listings":[{"type":"listing","value":"a:1"}],"account":"acme","onBehalfOf":"Verel","explanation":"x","fromScreening":true}"#,
        ],
        words: [
            "\"right\":{\"office\":\"EM\",\"number\":", "\"ground\":", "\"listings\":[",
            "{\"type\":\"listing\",\"value\":\"shop:", "\"evidence\":[", "\"goodFaith\":",
            "\"declaredBy\":", "\"mends\":", "\"fromScreening\":true", "mark-in-listing",
        ]
    ) { input in
        guard
            let value = try understood({
                try JSONValue(parsing: input, depthMax: RESTBody.depthMax)
            }),
            let complaint = try understood({ try ComplaintBody(value).complaint })
        else { return false }
        try promise(
            (1...Complaint.listingsMax).contains(complaint.listings.count)
                && Set(complaint.listings).count == complaint.listings.count
                && complaint.evidence.count <= EvidenceFile.filesMax
                && complaint.items.count <= ListedItem.itemsMax
                && complaint.items.allSatisfy { complaint.listings.indices.contains($0.listing) },
            "a complaint beyond its bounds")
        let again = try understood { try complaint.readable() }
        try promise(again == complaint, "its readers have another one")
        return true
    }

    private static let complaintRows = FuzzedParser(
        "complaint-rows",
        samples: [
            "right,ground,listing,type,evidence,explanation,onBehalfOf\nEM:1,test-buy,shop:1,,a b,\"x\ny\",\nEM:1,test-buy,shop:s,seller-account,,,Verel\n",
            "right;ground;listing\nEM:1;design;shop:1\n",
            "listing,ground,right\nshop:1,design,EM/1\nshop:1,design,EM/1\nx,y,z\n",
            "right,ground,listing,items\nEM:1,design,shop:1,\nEM:1,design,shop:2,(01)09520123456788(21)1 (01)09520123456788(21)2\n",
        ],
        words: [
            "right", "ground", "listing", "EM:1", "shop:1", "test-buy", "design", ",", ";", "\"",
            "\n",
        ]
    ) { input in
        /// The complaints, the input cut into pieces of so many bytes; and whether all of it was read.
        func groups(by size: Int) throws -> (all: [ComplaintRows.Group], isWhole: Bool) {
            var rows = ComplaintRows()
            var start = 0
            while start < input.count {
                try rows.read(Array(input[start..<min(input.count, start + size)]))
                start += size
            }
            try rows.finish()
            return (rows.takeGroups(), rows.stop == nil)
        }
        let whole = try understood { try groups(by: max(1, input.count)) }
        let pieces = try understood { try groups(by: 7) }
        // A list of another kind is given up somewhere; where, may depend on how it came.
        if whole?.isWhole != false, pieces?.isWhole != false {
            try promise(whole?.all == pieces?.all, "the pieces decide what is a complaint")
        }
        guard let whole else { return false }
        for group in whole.all {
            try promise(
                (1...Complaint.listingsMax).contains(group.listings.count)
                    && Set(group.listings).count == group.listings.count
                    && group.items.count <= ListedItem.itemsMax
                    && group.items.allSatisfy { group.listings.indices.contains($0.listing) },
                "a complaint beyond its bounds")
        }
        return !whole.all.isEmpty
    }

    private static let listedItems = FuzzedParser(
        "listed-items", inputBytesMax: 8_192,
        samples: [
            "(01)09520123456788(21)12345\n",
            "shop:1 (01)09520123456788(21)1\nseller-account shop:s https://id.gs1.org/01/09520123456788/21/2\n",
        ], words: ["shop:1 ", "seller-account shop:s ", "(01)09520123456788", "(21)", "\n"]
    ) { input in
        guard let text = text(input) else { return false }
        for listings in [
            [try Indicator(.listing, parsing: "shop:1")],
            [
                try Indicator(.listing, parsing: "shop:1"),
                try Indicator(.sellerAccount, parsing: "shop:s"),
            ],
        ] {
            let lines = ListedItemLines(text, of: listings)
            try promise(
                lines.items.count <= ListedItem.itemsMax
                    && lines.refused.count <= ListedItemLines.linesMax + 1,
                "more than its bounds")
            let again = ListedItemLines(
                ListedItemLines.text(lines.items, of: listings), of: listings)
            try promise(
                again.items == lines.items && again.refused.isEmpty, "what it prints is another")
        }
        return true
    }

    private static let complaintPath = FuzzedParser(
        "complaint-path", inputBytesMax: 512,
        samples: [
            "ipacc.example~desk-verel~brand~e1~4", "ipacc.example/desk-verel/brand/e1/4", "x~y",
        ], words: ["~", "/", "e1", "18446744073709551615", "desk-"]
    ) { input in
        guard let text = text(input), let entry = EntryReference(text) else { return false }
        try promise(
            text == entry.pathName || text == entry.description, "it has another name as well")
        try promise(EntryReference(pathName: entry.pathName) == entry, "its name is another's")
        return true
    }
}
