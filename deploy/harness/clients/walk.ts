/** The main path of a client, through the client that openapi-generator makes: walk.js URL STUDY TEXT TARGET FUTURE_URL */

import {createHash} from 'node:crypto';
import {openAsBlob} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import {
    BatchesApi, Configuration, Job, JobFromJSON, JobsApi, Problem, ProblemFromJSON, ResponseError, ResultsApi,
} from './client';

const NAME = 'typescript';

/** The name and the job of each event, as they come. */
async function* events(response: Response): AsyncGenerator<[string, Job]> {
    let rest = '';
    let name = '';
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
        const lines = (rest + piece).split('\n');
        rest = lines.pop()!;
        for (const line of lines) {
            if (line.startsWith('event:')) {
                name = line.slice(6).trim();
            } else if (line.startsWith('data:')) {
                yield [name, JobFromJSON(JSON.parse(line.slice(5)))];
            }
        }
    }
}

/** The problem that the call must end with. */
async function refusal(call: Promise<unknown>): Promise<Problem> {
    try {
        await call;
    } catch (refused) {
        if (refused instanceof ResponseError) {
            const problem = ProblemFromJSON(await refused.response.json());
            if (problem.requestId !== refused.response.headers.get('X-Request-Id')) {
                throw new Error('another request id');
            }
            return problem;
        }
        throw refused;
    }
    throw new Error('the call was not refused');
}

async function walk(url: string, study: string, text: string, target: string): Promise<void> {
    const configuration = new Configuration({basePath: url});
    const jobs = new JobsApi(configuration);
    const results = new ResultsApi(configuration);
    const body = await openAsBlob(study);

    const many = await jobs.followJobsRaw({batch: NAME});
    const first = await jobs.submitStudy({body, batch: NAME, idempotencyKey: NAME});
    console.log('submitted', first.status, first.batch);
    const again = await jobs.submitStudyRaw({body, batch: NAME, idempotencyKey: NAME});
    console.log('replayed', again.raw.headers.get('Idempotency-Replayed'), (await again.value()).id === first.id);

    // the only worker is still busy with the first job, so that this job waits
    const answer = await jobs.submitStudyRaw({body, batch: NAME});
    const second = await answer.value();
    const stale = await refusal(jobs.cancelJob({id: second.id, ifMatch: '"no version"'}));
    console.log('refused', stale.code, stale.status);
    const cancelled = await jobs.cancelJob({id: second.id, ifMatch: answer.raw.headers.get('ETag')!});
    console.log('cancelled', cancelled.status);

    let last: [string, Job] | undefined;
    for await (const event of events((await jobs.followJobRaw({id: first.id})).raw)) {
        last = event;
    }
    console.log('followed', last![0], last![1].status);
    for await (const [name, job] of events(many.raw)) {
        if (name === 'finished' && job.id === first.id) {
            console.log('followed among others', job.status);
            break;
        }
    }
    const done = await jobs.getJob({id: first.id, wait: '30s'});
    console.log('finished', done.status, done.stage, done.progress);

    const result = await results.getResult({id: first.id});
    console.log('measured', result.schemaVersion, result.volumesMl.lung, result.study.contrastEnhanced);
    const labels = (await results.listArtifacts({id: first.id})).items.find(file => file.name === 'labels.nii.gz')!;
    const content = Buffer.from(await (await results.getArtifact({id: first.id, name: labels.name})).arrayBuffer());
    const sha256 = createHash('sha256').update(content).digest('hex');
    console.log('downloaded', labels.name, content.length === labels.sizeBytes, sha256 === labels.sha256);
    await writeFile(target, content);
    const page = await jobs.listJobs({status: ['SUCCEEDED', 'CANCELLED'], batch: NAME});
    console.log('listed', ...page.items.map(job => job.status));
    const batches = new BatchesApi(configuration);
    const batch = await batches.getBatch({batch: NAME});
    const table = await (await batches.getBatchMeasurements({batch: NAME})).text();
    console.log('batch', batch.jobs, batch.finished, batch.counts['CANCELLED'], table.trim().split('\n').length);

    const refused = await refusal(jobs.submitStudy({body: await openAsBlob(text), xRequestId: 'walk'}));
    console.log('refused', refused.code, refused.status, refused.requestId);
    console.log('retried', (await jobs.retryJob({id: second.id})).status);
    await jobs.deleteJob({id: second.id});
    const gone = await refusal(jobs.getJob({id: second.id}));
    console.log('deleted', gone.code, gone.status);
}

/** What a later edition of the service may answer. */
async function meet(future: string): Promise<void> {
    const jobs = new JobsApi(new Configuration({basePath: future}));
    const job = await jobs.getJob({id: '0b8f6d5e-6d0c-4f3e-9a55-2f1d6a0c7a11'});
    console.log('future', job.status, job.stage, job.error!.code);
}

const [url, study, text, target, future] = process.argv.slice(2);
walk(url, study, text, target).then(() => meet(future)).catch(failure => {
    console.error(failure);
    process.exitCode = 1;
});
