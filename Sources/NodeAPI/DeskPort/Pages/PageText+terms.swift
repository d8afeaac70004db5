import MergedView
import Statements

/// The field's terms in the words that people use.
extension PageText {
    static func term(_ type: IndicatorType) -> PageText {
        switch type {
        case .domain: .kindDomain
        case .url: .kindURL
        case .sellerAccount: .kindSellerAccount
        case .listing: .kindListing
        case .email: .kindEmail
        case .phone: .kindPhone
        case .paymentAccount: .kindPaymentAccount
        case .socialAccount: .kindSocialAccount
        case .postalAddress: .kindPostalAddress
        case .company: .kindCompany
        case .ip: .kindIP
        case .imageSHA256: .kindImageSHA256
        case .imagePDQ: .kindImagePDQ
        case .itemSerial: .kindItemSerial
        }
    }

    static func term(_ standing: Standing) -> PageText {
        switch standing {
        case .live: .standingLive
        case .suspended: .statusSuspended
        case .retracted: .standingRetracted
        case .outOfScope: .statusOutOfScope
        }
    }

    static func term(_ basis: Basis) -> PageText {
        switch basis {
        case .testBuy: .basisTestBuy
        case .inspection: .basisInspection
        case .judgment: .basisJudgment
        case .customerReport: .basisCustomerReport
        case .automated: .basisAutomated
        }
    }

    static func term(_ reason: Dispute.Reason) -> PageText {
        switch reason {
        case .falsePositive: .reasonFalsePositive
        case .authorisedSeller: .reasonAuthorisedSeller
        case .identifierReassigned: .reasonReassigned
        case .resolved: .reasonResolved
        case .sellerReply: .reasonSellerReply
        case .other: .reasonOther
        }
    }

    /// Who may see it.
    static func term(_ tlp: TLP) -> PageText {
        switch tlp {
        case .clear: .seenClear
        case .green: .seenGreen
        case .amber: .seenAmber
        case .amberStrict: .seenAmberStrict
        case .red: .seenRed
        }
    }
}
