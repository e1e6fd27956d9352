{{- define "groundswell.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "groundswell.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "groundswell.labels" -}}
{{ include "groundswell.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "groundswell.secretName" -}}
{{- if .Values.secret.create -}}
{{- include "groundswell.fullname" . -}}
{{- else -}}
{{- required "existingSecret or secret.create is required" .Values.existingSecret -}}
{{- end -}}
{{- end -}}

{{- /* The variables of every container. Port and probes are fixed: nothing outside of the chart depends on them. */ -}}
{{- define "groundswell.env" -}}
- { name: GROUNDSWELL_LOG, value: {{ .Values.log | quote }} }
- { name: GROUNDSWELL_DATA, value: /data }
# Listens on all addresses of the pod: Services and network policies decide who can reach it.
- { name: GROUNDSWELL_API_HOST, value: 0.0.0.0 }
- { name: GROUNDSWELL_API_PORT, value: '8080' }
- { name: GROUNDSWELL_PROBES_HOST, value: 0.0.0.0 }
- { name: GROUNDSWELL_PROBES_PORT, value: '9464' }
# The image is read-only.
- { name: NODE_COMPILE_CACHE, value: /tmp/compiled }
{{- if .Values.traces.url }}
- { name: GROUNDSWELL_TRACES_URL, value: {{ .Values.traces.url | quote }} }
- { name: GROUNDSWELL_TRACES_SAMPLE, value: {{ .Values.traces.sample | quote }} }
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "groundswell.container" -}}
image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
imagePullPolicy: {{ .Values.image.pullPolicy }}
env:
  {{- include "groundswell.env" . | nindent 2 }}
envFrom:
  - secretRef: { name: {{ include "groundswell.secretName" . }} }
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
volumeMounts:
  - { name: data, mountPath: /data }
  - { name: secret, mountPath: /data/author-secret, subPath: author-secret, readOnly: true }
  - { name: config, mountPath: /etc/groundswell, readOnly: true }
  - { name: tmp, mountPath: /tmp }
{{- end -}}
