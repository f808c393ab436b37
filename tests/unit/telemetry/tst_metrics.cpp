#include "backend/telemetry/metrics.h"

#include <QTest>

#include <memory>

using namespace telemetry;
using namespace Qt::StringLiterals;

class MetricsTest : public QObject
{
    Q_OBJECT

private slots:
    void histogramsPutTimesIntoTheRightBuckets();
    void metricsAreReadableByPrometheus();
    void aNameIsDescribedOnce();
};

void MetricsTest::histogramsPutTimesIntoTheRightBuckets()
{
    Histogram histogram;
    QCOMPARE(histogram.quantile(0.5), 0);
    for (const qint64 us : {0, 64, 65, 128, 129, 1'000'000'000})
        histogram.observe(us);
    QCOMPARE(histogram.bucket(0), 2);  // 0, 64
    QCOMPARE(histogram.bucket(1), 2);  // 65, 128
    QCOMPARE(histogram.bucket(2), 1);  // 129
    QCOMPARE(histogram.count(), 6);    // the longest is in no bucket, but counted
    QCOMPARE(histogram.quantile(0.3), 64);
    QCOMPARE(histogram.quantile(0.5), 128);
    QCOMPARE(histogram.quantile(0.8), 256);
}

void MetricsTest::metricsAreReadableByPrometheus()
{
    Metrics metrics;
    metrics.counter("b_total{class=\"2xx\"}").add(3);
    metrics.counter("b_total{class=\"4xx\"}").add();
    metrics.gauge("a", [] { return 1.5; });
    metrics.histogram("d_seconds").observe(100);
    QCOMPARE(&metrics.counter("b_total{class=\"4xx\"}"), &metrics.counter("b_total{class=\"4xx\"}"));
    const QByteArray text = metrics.text();
    QCOMPARE(text.count("# TYPE b_total counter\n"), 1);
    QVERIFY(text.contains("b_total{class=\"2xx\"} 3\n"));
    QVERIFY(text.contains("# TYPE a gauge\na 1.5\n"));
    QVERIFY(text.contains("d_seconds_bucket{le=\"6.4e-05\"} 0\nd_seconds_bucket{le=\"0.000128\"} 1\n"));
    QVERIFY(text.contains("d_seconds_bucket{le=\"+Inf\"} 1\nd_seconds_sum 0.0001\nd_seconds_count 1\n"));
}

void MetricsTest::aNameIsDescribedOnce()
{
    Metrics metrics;
    metrics.counter("b_total{class=\"2xx\"}").add(3);
    metrics.counter("b_total{class=\"4xx\"}").add();
    metrics.counter("c_total", [] { return 7; });
    metrics.gauge("d", [] { return 0; });
    metrics.histogram("e_seconds").observe(1);
    metrics.describe("b_total", "Answers.");
    metrics.describe("c_total", "Read when asked.");
    metrics.describe("e_seconds", "Times.");
    metrics.describe("f", "None is there.");
    const QByteArray text = metrics.text();
    QVERIFY2(text.startsWith("# HELP b_total Answers.\n# TYPE b_total counter\nb_total{class=\"2xx\"} 3\n"
                             "b_total{class=\"4xx\"} 1\n"
                             "# HELP c_total Read when asked.\n# TYPE c_total counter\nc_total 7\n"
                             "# TYPE d gauge\nd 0\n"
                             "# HELP e_seconds Times.\n# TYPE e_seconds histogram\ne_seconds_bucket{"),
             text.constData());
    QVERIFY(!text.contains("None"));
}

QTEST_APPLESS_MAIN(MetricsTest)
#include "tst_metrics.moc"
